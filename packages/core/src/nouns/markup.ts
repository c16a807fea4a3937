/** Markup whose CDATA sections are ordinary text. */
export const withoutCdata = (markup: string): string =>
  markup
    .split('<![CDATA[')
    .map((part, index) => {
      const end = index > 0 ? part.indexOf(']]>') : -1
      return end >= 0 ? part.slice(0, end).replaceAll('&', '&amp;').replaceAll('<', '&lt;') + part.slice(end + 3) : part
    })
    .join('')

/** Text with its entities read: those of XML, the blank, and numbers. No other, so none can grow. For short texts. */
export const decoded = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[\da-f]{1,5});/g, (_, name: string) =>
    name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1).replace('x', '0x'))) : (entities[name] ?? ''),
  )

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }
