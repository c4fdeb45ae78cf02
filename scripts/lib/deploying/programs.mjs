import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { hasApt, unpackDebian } from '../debian.mjs'
import { Failure } from '../failure.mjs'
import { findProgram } from '../processes.mjs'

// Debian trixie's packages: single files that run on older Debian and on Ubuntu too.
const kustomizeChecksums = {
  'kustomize_5.6.0+ds-1+b2_amd64.deb': '552bbe5563b522685b10f75a9a226bfbee9778fc313b205d595fdbb7e9c70e33',
  'kustomize_5.6.0+ds-1+b2_arm64.deb': '32d0e1959b5fc257101c8d6139da72af38ff7ce777089666f9d1c916810f1800',
}
const promtoolChecksums = {
  'promtool_2.53.3+ds1-2_amd64.deb': 'ff27654eacc95abd846d344e91fe4ba3b4f0588a50d606ed1d2f09ad3408722f',
  'promtool_2.53.3+ds1-2_arm64.deb': 'cc1d5889b4d2e2ef92a6984039d88c11993ad3c73f5e74acd3ee15adaefb764c',
}

/** kustomize, which renders k8s/. @returns {Promise<string>} its path */
export function kustomizeProgram() {
  return program('kustomize', 'kustomize-5.6.0', kustomizeChecksums)
}

/** promtool, which checks and tests the alert rules. @returns {Promise<string>} its path */
export function promtoolProgram() {
  return program('promtool', 'promtool-2.53.3', promtoolChecksums)
}

/**
 * The same version everywhere where Debian's archive can be used, else what is installed.
 * @param {string} name of the program and of its package
 * @param {string} folder in the cache
 * @param {Record<string, string>} sha256
 */
async function program(name, folder, sha256) {
  if (!hasApt()) {
    const system = findProgram(name)
    if (system !== undefined) return system
    throw new Failure(`${name} is not installed, and there is no apt-get to fetch it with.`, `Install ${name}.`)
  }
  const path = join(await unpackDebian(folder, [name], { suite: 'trixie', sha256 }), 'usr/bin', name)
  if (!existsSync(path)) throw new Failure(`${name} is not in its package.`, `Delete .cache/${folder} and start again.`)
  return path
}
