import path from 'node:path';
import ts from 'typescript';

/** A TypeScript project whose files may be given other texts than their own. */
export class TypeCheck {
  readonly #service: ts.LanguageService;
  readonly #texts = new Map<string, { readonly version: number; readonly text: string }>();
  readonly files: readonly string[];
  #version = 0;

  /** `config`: the path of a tsconfig.json. */
  constructor(config: string) {
    const folder = path.dirname(config);
    const parsed = ts.parseJsonConfigFileContent(ts.readConfigFile(config, (file) => ts.sys.readFile(file)).config, ts.sys, folder);
    this.files = parsed.fileNames;
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => parsed.options,
      getScriptFileNames: () => parsed.fileNames,
      getScriptVersion: (file) => String(this.#texts.get(file)?.version ?? 0),
      getScriptSnapshot: (file) => {
        const text = this.#texts.get(file)?.text ?? ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
      fileExists: (file) => ts.sys.fileExists(file),
      readFile: (file) => ts.sys.readFile(file),
      directoryExists: (name) => ts.sys.directoryExists(name),
      getDirectories: (name) => ts.sys.getDirectories(name),
    });
  }

  /** What the compiler says of one file with this text in its place, other files as they are on the disk. */
  errorsIn(file: string, text: string): readonly string[] {
    this.#texts.set(file, { version: ++this.#version, text });
    const found = [...this.#service.getSyntacticDiagnostics(file), ...this.#service.getSemanticDiagnostics(file)];
    this.#texts.delete(file);
    return found.map(({ start = 0, messageText }) => {
      const line = text.slice(0, start).split('\n').length;
      return `${path.basename(file)}:${line}: ${text.split('\n')[line - 1]?.trim() ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  }
}
