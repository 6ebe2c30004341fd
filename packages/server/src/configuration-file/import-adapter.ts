import { TelevidError } from '@televid/core/protocol'

/**
 * Loads the server half of a vendor's adapter, which needs to be installed only where it is configured.
 *
 * @throws TelevidError `adapter-missing` with the command that installs it
 */
export async function importAdapter<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load()
  } catch (cause) {
    // A module that is missing inside the adapter is another problem.
    const { code, message } = cause as NodeJS.ErrnoException
    if (code !== 'ERR_MODULE_NOT_FOUND' || !message.includes(`'${name}'`)) throw cause
    throw new TelevidError(
      'adapter-missing',
      `The package ${name} is not installed, and the configuration asks for it. Install it: npm install ${name}`,
      { cause },
    )
  }
}
