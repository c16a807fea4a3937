/** Words that cannot be provoked here, each with the reason. One that is provoked after all fails the suite. */
export const unprovoked: readonly Readonly<{ word: string; reason: string }>[] = [
  { word: 'EHOSTUNREACH', reason: 'needs a neighbour on the local network that is gone' },
  { word: 'ENETDOWN', reason: 'needs an interface that is switched off' },
  {
    word: 'HOSTNAME_MISMATCH',
    reason: 'said by Bun; Node compares names itself and says ERR_TLS_CERT_ALTNAME_INVALID',
  },
]
