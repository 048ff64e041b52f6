/** The project with its own compiler behind it: the second tier of the analysis asks which declaration a call means. Heavy: never on the way of a keystroke, never on the extension host's thread. */
import { statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { Callee, Project, Types } from '../analysis/project.ts';
import { DiskProject } from './disk-project.ts';
import { isFile } from './source-files.ts';

/** Whether the work is no longer wanted. Asked often. */
export type Cancelled = () => boolean;

/** Thrown out of any question once `cancelled` says so. The compilers stay as good as they were. */
export class Cancellation extends Error {
  override readonly name = 'Cancellation';
}

const defaults: ts.CompilerOptions = { allowJs: true, checkJs: false, target: ts.ScriptTarget.Latest, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, noEmit: true, jsx: ts.JsxEmit.Preserve };

/** Compilers kept at a time: each holds a program. Files come folder by folder, so that few are in use at once. */
const mostServices = 3;

/** One compiler for each tsconfig.json, made when a file of it is first asked about, and kept for a while: a changed file costs only its own parse and what depends on it. */
export class TypedProject implements Project, Types {
  readonly types: Types = this;
  readonly #root: string;
  readonly #cancelled: Cancelled;
  readonly #tell: (problem: string) => void;
  readonly #overlay: ReadonlyMap<string, string>;
  readonly #services = new Map<string, Service>();
  readonly #configs = new Map<string, Config | undefined>();
  /** The nearest configuration of each folder asked about. */
  readonly #nearest = new Map<string, string | undefined>();
  readonly #registry = ts.createDocumentRegistry();
  #disk: DiskProject;
  #toldOfNone = false;

  /**
   * Paths are relative to `root`, or absolute. `overlay` holds texts that an editor has not saved yet, by absolute path; the caller may change it between questions.
   * `tell`: what is wrong with a configuration that is asked, once.
   */
  constructor(root: string, overlay: ReadonlyMap<string, string> = new Map(), cancelled: Cancelled = () => false, tell: (problem: string) => void = () => undefined) {
    this.#root = root;
    this.#overlay = overlay;
    this.#cancelled = cancelled;
    this.#tell = tell;
    this.#disk = new DiskProject(root);
  }

  /** Forgets which files there are; compilers are kept. */
  filesChanged(): void {
    this.#disk = new DiskProject(this.#root);
    this.#configs.clear();
    this.#nearest.clear();
    for (const service of this.#services.values()) service.filesChanged();
  }

  resolve(specifier: string, from: string): string | undefined {
    return this.#disk.resolve(specifier, from);
  }

  read(file: string): string | undefined {
    return this.#overlay.get(path.resolve(this.#root, file)) ?? this.#disk.read(file);
  }

  callee(file: string, offset: number): Callee | undefined {
    const declared = this.#asked(file, (service, absolute) => service.callee(absolute, offset));
    if (declared?.body === undefined) return declared;
    return { ...declared, body: { ...declared.body, path: path.relative(this.#root, declared.body.path).split(path.sep).join('/') } };
  }

  isOverridden(file: string, offset: number): boolean {
    return this.#asked(file, (service, absolute) => service.isOverridden(absolute, offset));
  }

  #asked<T>(file: string, ask: (service: Service, absolute: string) => T): T {
    const absolute = path.resolve(this.#root, file);
    try {
      return ask(this.#serviceOf(absolute), absolute);
    } catch (error) {
      throw error instanceof ts.OperationCanceledException ? new Cancellation() : error;
    }
  }

  #serviceOf(file: string): Service {
    const config = this.#configOf(file);
    const key = config?.path ?? path.dirname(file);
    const service = this.#services.get(key) ?? new Service(config, this.#registry, this.#overlay, this.#cancelled);
    // The one used last goes to the end.
    this.#services.delete(key);
    this.#services.set(key, service);
    const [oldest] = this.#services;
    if (this.#services.size > mostServices && oldest !== undefined) {
      this.#services.delete(oldest[0]);
      oldest[1].dispose();
    }
    return service;
  }

  /** The nearest tsconfig.json; of one that leaves the file to others (`references`), the first of those that has it. */
  #configOf(file: string): Config | undefined {
    const nearest = this.#nearestTo(path.dirname(file));
    const config = nearest === undefined ? undefined : this.#parsed(nearest);
    if (nearest === undefined && !this.#toldOfNone) {
      this.#toldOfNone = true;
      this.#tell(`There is no tsconfig.json for ${this.#shown(file)}. ${byDefaults}`);
    }
    if (config === undefined || config.files.has(file)) return config;
    return config.references.map((reference) => this.#parsed(reference)).find((other) => other?.files.has(file) === true) ?? config;
  }

  /** Asked for every call: the disk is looked at once for each folder. */
  #nearestTo(folder: string): string | undefined {
    if (!this.#nearest.has(folder)) this.#nearest.set(folder, nearestConfig(folder));
    return this.#nearest.get(folder);
  }

  #parsed(config: string): Config | undefined {
    if (!this.#configs.has(config)) {
      const read = readConfig(config);
      this.#configs.set(config, 'problem' in read ? undefined : read);
      if ('problem' in read) this.#tell(`${this.#shown(config)}: ${read.problem} ${byDefaults}`);
      else if (read.broken !== undefined) this.#tell(`${this.#toldOf(read.broken, config)} Types are asked by what is left of it.`);
    }
    return this.#configs.get(config);
  }

  #toldOf({ file, start, messageText }: ts.Diagnostic, config: string): string {
    const { line, character } = file === undefined || start === undefined ? { line: -1, character: 0 } : file.getLineAndCharacterOfPosition(start);
    return `${this.#shown(file?.fileName ?? config)}${line < 0 ? '' : `:${line + 1}:${character + 1}`}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  }

  #shown(file: string): string {
    return path.relative(this.#root, file).split(path.sep).join('/');
  }
}

interface Config {
  readonly path: string;
  readonly options: ts.CompilerOptions;
  readonly files: ReadonlySet<string>;
  readonly references: readonly string[];
  /** The first thing in it that cannot be read. */
  readonly broken?: ts.Diagnostic;
}

const byDefaults = "Types are asked by TypeScript's own defaults.";

/** JSON that does not parse, or `extends` of what is not there or goes round: an option that this compiler does not know changes nothing. */
function isBroken({ code }: ts.Diagnostic): boolean {
  return code < 2000 || [5083, 6053, 18000].includes(code);
}

/** Files of stand-ins for tests: what runs in earnest is another class. */
const standIn = /(?:^|[/._-])(?:tests?|__tests__|mocks?|__mocks__|fakes?|stubs?|fixtures?|spec)(?:[/._-]|$)/i;

/** The declarations of the language: of the project's own TypeScript, or of the one that Overlap has beside it. */
function librariesFor(folder: string): string {
  const beside = path.dirname(ts.sys.getExecutingFilePath());
  const above = (start: string): string[] => (path.dirname(start) === start ? [start] : [start, ...above(path.dirname(start))]);
  const candidates = [...above(folder), ...above(beside)].map((at) => path.join(at, 'node_modules', 'typescript', 'lib'));
  return [...candidates, beside].find((at) => isFile(path.join(at, 'lib.d.ts'))) ?? beside;
}

function nearestConfig(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    const found = ['tsconfig.json', 'jsconfig.json'].map((name) => path.join(at, name)).find(isFile);
    if (found !== undefined || path.dirname(at) === at) return found;
  }
}

class Service {
  readonly #service: ts.LanguageService;
  readonly #roots: Set<string>;
  readonly #overlay: ReadonlyMap<string, string>;
  readonly #cancelled: Cancelled;
  readonly #hashes = new Map<string, { readonly text: string; readonly hash: string }>();
  #generation = 0;
  #implementers: ReadonlyMap<ts.Symbol, readonly ts.ClassLikeDeclaration[]> | undefined;
  #implementersOf: ts.Program | undefined;

  constructor(config: Config | undefined, registry: ts.DocumentRegistry, overlay: ReadonlyMap<string, string>, cancelled: Cancelled) {
    const options = config?.options ?? defaults;
    this.#overlay = overlay;
    this.#roots = new Set(config?.files);
    this.#cancelled = cancelled;
    const libraries = librariesFor(config === undefined ? ts.sys.getCurrentDirectory() : path.dirname(config.path));
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...this.#roots],
      // A text in the editor is its own version; a file's is the time of its last change.
      getScriptVersion: (file) => (overlay.has(file) ? `text ${this.#hashOf(file)}` : `file ${statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0}`),
      getScriptSnapshot: (file) => {
        // Reading a program in takes the longest: the compiler asks for one file after the other.
        this.#stopIfCancelled();
        const text = overlay.get(file) ?? ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getProjectVersion: () => `${this.#generation} ${[...overlay.keys()].map((file) => `${file} ${this.#hashOf(file)}`).join(' ')}`,
      getCurrentDirectory: () => (config === undefined ? ts.sys.getCurrentDirectory() : path.dirname(config.path)),
      getDefaultLibFileName: (settings) => path.join(libraries, ts.getDefaultLibFileName(settings)),
      fileExists: (file) => overlay.has(file) || ts.sys.fileExists(file),
      readFile: (file) => overlay.get(file) ?? ts.sys.readFile(file),
      directoryExists: (folder) => ts.sys.directoryExists(folder),
      getDirectories: (folder) => ts.sys.getDirectories(folder),
      realpath: (file) => ts.sys.realpath?.(file) ?? file,
      getCancellationToken: () => ({ isCancellationRequested: cancelled }),
    }, registry);
  }

  dispose(): void {
    this.#service.dispose();
  }

  /** Of a text in the editor. The compiler asks for versions at every call that it is asked about, and a long text takes longer than the call. */
  #hashOf(file: string): string {
    const text = this.#overlay.get(file) ?? '';
    let known = this.#hashes.get(file);
    if (known?.text !== text) this.#hashes.set(file, (known = { text, hash: hash(text) }));
    return known.hash;
  }

  #stopIfCancelled(): void {
    if (this.#cancelled()) throw new Cancellation();
  }

  filesChanged(): void {
    this.#generation += 1;
  }

  callee(file: string, offset: number): Callee | undefined {
    this.#stopIfCancelled();
    const program = this.#programWith(file);
    const source = program?.getSourceFile(file);
    if (program === undefined || source === undefined) return undefined;
    const name = nameAt(source, offset);
    if (name === undefined) return undefined;
    const checker = program.getTypeChecker();
    const call = callOf(name);
    const signature = call === undefined ? undefined : checker.getResolvedSignature(call);
    const symbol = original(checker.getSymbolAtLocation(name), checker);
    const returned = signature === undefined ? undefined : checker.getReturnTypeOfSignature(signature);
    const told = {
      never: returned !== undefined && (returned.flags & ts.TypeFlags.Never) !== 0,
      // Without the language's own declarations there is no type of promises to know one by.
      ...(returned === undefined || !program.getSourceFiles().some((one) => program.isSourceFileDefaultLibrary(one)) ? {} : { promise: isThenable(returned, checker) }),
    };
    const declarations = [...(signature?.declaration === undefined ? [] : [signature.declaration]), ...(symbol?.declarations ?? [])];
    for (const declaration of declarations) {
      const body = bodyOf(declaration) ?? this.#implemented(declaration, program);
      if (body !== undefined) return { ...told, body: { path: body.getSourceFile().fileName, start: body.pos } };
    }
    const from = symbol === undefined ? undefined : packageOf(symbol, declarations);
    return from === undefined && !told.never ? undefined : { ...told, ...(from === undefined ? {} : { from }) };
  }

  isOverridden(file: string, offset: number): boolean {
    this.#stopIfCancelled();
    const program = this.#programWith(file);
    const source = program?.getSourceFile(file);
    const method = source === undefined ? undefined : nameAt(source, offset)?.parent;
    if (program === undefined || method === undefined || !ts.isMethodDeclaration(method) || !ts.isClassLike(method.parent) || !ts.isIdentifier(method.name)) return false;
    const name = method.name.text;
    const seen = new Set<ts.ClassLikeDeclaration>();
    const isBelow = (node: ts.ClassLikeDeclaration): boolean => {
      const symbol = node.name === undefined ? undefined : program.getTypeChecker().getSymbolAtLocation(node.name);
      return symbol !== undefined && (this.#implementersIn(program).get(symbol) ?? []).some((other) => {
        if (seen.has(other)) return false;
        seen.add(other);
        return (other.getSourceFile() !== source && other.members.some((member) => member.name !== undefined && ts.isIdentifier(member.name) && member.name.text === name)) || isBelow(other);
      });
    };
    return isBelow(method.parent);
  }

  #programWith(file: string): ts.Program | undefined {
    const program = this.#service.getProgram();
    if (program?.getSourceFile(file) !== undefined || !(this.#overlay.has(file) || isFile(file))) return program;
    // A file that its tsconfig leaves out, such as a script.
    this.#roots.add(file);
    this.#generation += 1;
    return this.#service.getProgram();
  }

  /** The one method that stands behind a method of an interface or an abstract class, where only one class of the project has it. */
  #implemented(declaration: ts.Declaration, program: ts.Program): ts.Node | undefined {
    const isAbstract = ts.isMethodSignature(declaration) || ts.isPropertySignature(declaration) || (ts.isMethodDeclaration(declaration) && declaration.body === undefined);
    const owner = declaration.parent as ts.Node | undefined;
    if (!isAbstract || owner === undefined || !(ts.isInterfaceDeclaration(owner) || ts.isClassLike(owner)) || owner.name === undefined || !ts.isIdentifier(declaration.name)) return undefined;
    const checker = program.getTypeChecker();
    const symbol = checker.getSymbolAtLocation(owner.name);
    const name = declaration.name.text;
    const bodies = (symbol === undefined ? [] : (this.#implementersIn(program).get(symbol) ?? [])).flatMap((node) => node.members.filter((member) => ts.isMethodDeclaration(member) && member.body !== undefined && ts.isIdentifier(member.name) && member.name.text === name));
    return bodies.length === 1 ? bodies[0] : undefined;
  }

  #implementersIn(program: ts.Program): ReadonlyMap<ts.Symbol, readonly ts.ClassLikeDeclaration[]> {
    if (this.#implementers !== undefined && this.#implementersOf === program) return this.#implementers;
    const checker = program.getTypeChecker();
    const found = new Map<ts.Symbol, ts.ClassLikeDeclaration[]>();
    const visit = (node: ts.Node): void => {
      if (ts.isClassLike(node)) {
        for (const type of (node.heritageClauses ?? []).flatMap((clause) => clause.types)) {
          const symbol = original(checker.getSymbolAtLocation(type.expression), checker);
          if (symbol !== undefined) found.set(symbol, [...(found.get(symbol) ?? []), node]);
        }
      }
      ts.forEachChild(node, visit);
    };
    for (const source of program.getSourceFiles()) if (!source.isDeclarationFile && !program.isSourceFileFromExternalLibrary(source) && !standIn.test(source.fileName)) visit(source);
    this.#implementersOf = program;
    return (this.#implementers = found);
  }
}

/** A problem where nothing can be made of it: then the defaults hold. */
function readConfig(config: string): Config | { readonly problem: string } {
  let problem = 'It cannot be read.';
  const host: ts.ParseConfigFileHost = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: ({ messageText }) => (problem = ts.flattenDiagnosticMessageText(messageText, ' ')) };
  try {
    const parsed = ts.getParsedCommandLineOfConfigFile(config, { noEmit: true, skipLibCheck: true, composite: false, incremental: false }, host);
    if (parsed === undefined) return { problem };
    const broken = parsed.errors.find(isBroken);
    return { ...(broken && { broken }), path: config, options: { ...parsed.options, allowJs: true }, files: new Set(parsed.fileNames), references: (parsed.projectReferences ?? []).map((reference) => ts.resolveProjectReferencePath(reference)) };
  } catch {
    return { problem };
  }
}

/** The name that ends or is the callee, at its own offset. */
function nameAt(source: ts.SourceFile, offset: number): ts.Identifier | ts.PrivateIdentifier | undefined {
  let node: ts.Node = source;
  for (;;) {
    const child: ts.Node | undefined = ts.forEachChild(node, (candidate) => (candidate.pos <= offset && offset < candidate.end ? candidate : undefined));
    if (child === undefined) break;
    node = child;
  }
  return (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && node.getStart(source) === offset ? node : undefined;
}

function callOf(name: ts.Node): ts.CallLikeExpression | undefined {
  let callee = name;
  for (;;) {
    const { parent } = callee;
    if ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === callee) return parent;
    if (ts.isTaggedTemplateExpression(parent) && parent.tag === callee) return parent;
    if (!(ts.isPropertyAccessExpression(parent) && parent.name === callee) && !ts.isParenthesizedExpression(parent) && !ts.isNonNullExpression(parent) && !ts.isAsExpression(parent)) return undefined;
    callee = parent;
  }
}

function original(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): ts.Symbol | undefined {
  return symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The function node with a body that a declaration is or holds. */
function bodyOf(declaration: ts.Node): ts.Node | undefined {
  if (declaration.getSourceFile().isDeclarationFile) return undefined;
  if (ts.isFunctionLike(declaration)) return 'body' in declaration && declaration.body !== undefined ? declaration : undefined;
  if ((ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration) || ts.isPropertyDeclaration(declaration)) && declaration.initializer !== undefined) return bodyOf(declaration.initializer);
  return undefined;
}

/** The package whose declarations name the symbol, with the type that it is a member of. */
function packageOf(symbol: ts.Symbol, declarations: readonly ts.Node[]): Callee['from'] {
  for (const declaration of declarations) {
    const file = declaration.getSourceFile();
    const owner = declaration.parent as ts.Node | undefined;
    const type = owner !== undefined && (ts.isInterfaceDeclaration(owner) || ts.isClassLike(owner)) ? owner.name?.text : undefined;
    const module = ambientModule(declaration) ?? moduleOf(file.fileName);
    if (module !== undefined) return { module, member: symbol.name, ...(type === undefined ? {} : { type }) };
  }
  return undefined;
}

/** `declare module 'fs/promises'` around the declaration. */
function ambientModule(declaration: ts.Node): string | undefined {
  for (let node = declaration.parent as ts.Node | undefined; node !== undefined; node = node.parent as ts.Node | undefined) if (ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name)) return node.name.text;
  return undefined;
}

function moduleOf(file: string): string | undefined {
  const inside = file.split('/node_modules/').at(-1);
  if (inside === undefined || inside === file) return undefined;
  const [first = '', second = ''] = inside.split('/');
  if (first === 'typescript' && second === 'lib') return 'global';
  if (first === '@types') return second.includes('__') ? `@${second.replace('__', '/')}` : second === 'node' ? 'global' : second;
  return first.startsWith('@') ? `${first}/${second}` : first;
}

function isThenable(type: ts.Type, checker: ts.TypeChecker): boolean {
  return (type.isUnion() ? type.types : [type]).some((part) => checker.getPropertyOfType(part, 'then') !== undefined);
}

/** FNV-1a: only tells versions of one text apart. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return `${text.length}:${(value >>> 0).toString(36)}`;
}
