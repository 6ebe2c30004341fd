import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os'

/** Bridges and tunnels of containers, virtual machines and VPNs: a phone seldom reaches them. */
const virtual =
  /^(?:docker|podman|br-|bridge|veth|vethernet|virbr|vmnet|vboxnet|lxc|lxd|cni|flannel|tun|tap|utun|wg|zt)/i

/** Self-assigned where no router answered (RFC 3927). */
const selfAssigned = /^169\.254\./

/**
 * IPv4 addresses under which other devices may reach this machine, the most likely first.
 *
 * @param interfaces as `os.networkInterfaces()` gives them
 */
export function lanAddresses(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces()): string[] {
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({
        address,
        doubt: Number(virtual.test(name)) + 2 * Number(selfAssigned.test(address)),
      })),
  )
  return [...new Set(found.sort((left, right) => left.doubt - right.doubt).map(({ address }) => address))]
}
