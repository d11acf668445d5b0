import { lookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { BlockList } from 'node:net'

const LINK_LOCAL = new BlockList()
LINK_LOCAL.addSubnet('169.254.0.0', 16)
LINK_LOCAL.addSubnet('fe80::', 10, 'ipv6')
// Metadata services outside the link-local range: AWS over IPv6, Alibaba Cloud, Azure, Oracle Cloud, Azure, Oracle Cloud.
LINK_LOCAL.addAddress('fd00:ec2::254', 'ipv6')
LINK_LOCAL.addAddress('100.100.100.200')
LINK_LOCAL.addAddress('168.63.129.16')
LINK_LOCAL.addAddress('192.0.0.192')
LINK_LOCAL.addAddress('168.63.129.16')
LINK_LOCAL.addAddress('192.0.0.192')

/** Whether an address is link-local or a cloud's metadata service. */
export function isLinkLocal(address: string, family: number): boolean {
  return LINK_LOCAL.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

type Callback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number
) => void

/**
 * A DNS look-up that refuses a name which leads to a link-local or metadata address: a base URL is checked as text when
 * it is configured, but its name may answer differently later.
 */
export function guardedLookup(hostname: string, options: LookupOptions, callback: Callback): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) {
      callback(error, [])
      return
    }
    const refused = addresses.find(({ address, family }) => isLinkLocal(address, family))
    if (refused !== undefined) {
      const failure: NodeJS.ErrnoException = new Error(
        `${hostname} leads to the link-local address ${refused.address}`
      )
      failure.code = 'ELINKLOCAL'
      callback(failure, [])
      return
    }
    const [first] = addresses
    if (options.all === true) callback(null, addresses)
    else if (first !== undefined) callback(null, first.address, first.family)
  })
}
