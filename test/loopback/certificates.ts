export type CertificateFault = 'self_signed' | 'expired' | 'wrong_host' | 'untrusted_ca'

export type ServerCertificate = { readonly key: string; readonly certificate: string; readonly authority: string }

type Validity = {
  readonly from: string
  readonly to: string
  readonly name: { type: 2; value: string } | { type: 7; ip: string }
}

const loopback = { type: 7, ip: '127.0.0.1' } as const

// 'self_signed' and 'untrusted_ca' differ in who signed, not in what the certificate says.
const validities: Readonly<Record<CertificateFault, Validity>> = {
  self_signed: { from: '2000-01-01', to: '2100-01-01', name: loopback },
  untrusted_ca: { from: '2000-01-01', to: '2100-01-01', name: loopback },
  expired: { from: '2000-01-01', to: '2001-01-01', name: loopback },
  wrong_host: { from: '2000-01-01', to: '2100-01-01', name: { type: 2, value: 'elsewhere.test' } },
}

export const createCertificate = async (fault: CertificateFault): Promise<ServerCertificate> => {
  // Loaded here, so that the plain server starts without it.
  const { generate } = await import('selfsigned')
  const options = { keyType: 'ec', algorithm: 'sha256' } as const
  const { from, to, name } = validities[fault]

  const issue = (commonName: string, ca?: { key: string; cert: string }) =>
    generate([{ name: 'commonName', value: commonName }], {
      ...options,
      notBeforeDate: new Date(from),
      notAfterDate: new Date(to),
      extensions: [{ name: 'subjectAltName', altNames: [name] }],
      ...(ca === undefined ? {} : { ca }),
    })

  if (fault === 'self_signed') {
    const own = await issue('loopback')
    return { key: own.private, certificate: own.cert, authority: own.cert }
  }
  const authority = await generate([{ name: 'commonName', value: 'loopback authority' }], {
    ...options,
    notBeforeDate: new Date('2000-01-01'),
    notAfterDate: new Date('2100-01-01'),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const leaf = await issue('loopback', { key: authority.private, cert: authority.cert })
  return { key: leaf.private, certificate: leaf.cert, authority: authority.cert }
}
