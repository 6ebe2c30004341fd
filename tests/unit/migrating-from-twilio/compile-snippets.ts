import { join } from 'node:path'
import ts from 'typescript'

export interface CompilerMessage {
  readonly module: string
  /** From 1. */
  readonly line: number
  readonly message: string
}

/** Compiles modules that are in no file, by name, as if they stood in this folder, strictly and against the packages' sources. */
export function compileSnippets(modules: ReadonlyMap<string, string>): CompilerMessage[] {
  const texts = new Map([...modules].map(([name, text]) => [join(import.meta.dirname, `${name}.ts`), text]))
  const { options } = ts.convertCompilerOptionsFromJson(
    {
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      target: 'es2022',
      module: 'esnext',
      moduleResolution: 'bundler',
      customConditions: ['@televid/source'],
      allowImportingTsExtensions: true,
      noEmit: true,
      skipLibCheck: true,
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: [],
    },
    import.meta.dirname,
  )
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile } = host
  const program = ts.createProgram([...texts.keys()], options, {
    ...host,
    fileExists: (path) => texts.has(path) || fileExists(path),
    readFile: (path) => texts.get(path) ?? readFile(path),
    getSourceFile: (path, ...rest) => {
      const text = texts.get(path)
      return text === undefined
        ? host.getSourceFile(path, ...rest)
        : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022)
    },
  })
  return [...modules.keys()].flatMap((module, index) => {
    const file = program.getSourceFile([...texts.keys()][index] ?? '')
    if (!file) throw new Error(`The module ${module} was not read.`)
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map((diagnostic) => ({
      module,
      line: file.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line + 1,
      message: ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '),
    }))
  })
}
