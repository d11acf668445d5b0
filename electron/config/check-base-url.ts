/** Names of cloud metadata services: whoever can ask them gets the machine's own credentials. */
const METADATA_HOSTS = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
  // Alibaba Cloud, Azure, Oracle Cloud: addresses outside the link-local block.
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  // AWS over IPv6.
  '[fd00:ec2::254]'
])

/** What is wrong with an account's base URL and what was expected; null where nothing is. */
export function checkBaseUrl(text: string, allowLinkLocal: boolean): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') {
    return 'expected an http:// or https:// address such as https://api.example.com/v1'
  }
  if (url.username !== '' || url.password !== '') {
    return 'expected an address without user name and password: put the key into api_key'
  }
  if (url.search !== '' || text.includes('?')) return 'expected an address without a query (?...)'
  if (url.hash !== '' || text.includes('#')) return 'expected an address without a fragment (#...)'
  if (!allowLinkLocal && isLinkLocal(url.hostname)) {
    return (
      'this is a link-local or cloud metadata address, which can hand out the credentials of this machine: ' +
      'expected another one, or allow_link_local: true if it is meant'
    )
  }
  return null
}

/**
 * Whether a host is link-local or a cloud metadata service. Takes `URL.hostname`, which has already turned decimal,
 * octal and hexadecimal forms of IPv4 into the dotted one and shortened IPv6.
 */
export function isLinkLocal(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '')
  if (METADATA_HOSTS.has(host) || host.startsWith('169.254.')) return true
  if (!host.startsWith('[')) return false
  const groups = ipv6Groups(host.slice(1, -1))
  if (((groups[0] ?? 0) & 0xffc0) === 0xfe80) return true
  const embedded = embeddedIpv4(groups)
  return embedded !== undefined && isLinkLocal(embedded)
}

/** The eight groups of an IPv6 address as URL writes it (lower case, shortened). */
function ipv6Groups(address: string): number[] {
  const [head = '', tail] = address.split('::')
  const parse = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  if (tail === undefined) return parse(head)
  const front = parse(head)
  const back = parse(tail)
  return [...front, ...Array.from({ length: 8 - front.length - back.length }, () => 0), ...back]
}

/** IPv4 within IPv6: mapped (::ffff:0:0/96), compatible (::/96) and NAT64 (64:ff9b::/96). */
function embeddedIpv4(groups: readonly number[]): string | undefined {
  const front = groups
    .slice(0, 6)
    .map((group) => group.toString(16))
    .join(':')
  if (!['0:0:0:0:0:ffff', '0:0:0:0:0:0', '64:ff9b:0:0:0:0'].includes(front)) return undefined
  const [high = 0, low = 0] = groups.slice(6)
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.')
}
