import type { NetworkInterfaceInfo } from 'node:os'
import { expect, it } from 'vitest'
import { lanAddresses } from './lan-addresses.ts'

function address(value: string, internal = false): NetworkInterfaceInfo {
  const common = { address: value, netmask: '', mac: '00:00:00:00:00:00', internal, cidr: null }
  return value.includes(':') ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' }
}

it('gives the IPv4 addresses of this machine, the most likely to be reached first', () => {
  const interfaces = {
    lo: [address('127.0.0.1', true), address('::1', true)],
    docker0: [address('172.17.0.1')],
    eth1: [address('169.254.7.7')],
    utun4: [address('10.8.0.2')],
    wlan0: [address('192.168.1.20'), address('fd00::2')],
    eth0: [address('10.0.0.5')],
  }
  expect(lanAddresses(interfaces)).toEqual(['192.168.1.20', '10.0.0.5', '172.17.0.1', '10.8.0.2', '169.254.7.7'])
})

it('gives none where there is only loopback', () => {
  expect(lanAddresses({ lo: [address('127.0.0.1', true)], eth0: undefined })).toEqual([])
})
