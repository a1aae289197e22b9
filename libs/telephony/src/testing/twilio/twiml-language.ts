import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';

interface Element {
  /** Attribute name to whether a value is allowed. */
  readonly attributes: ReadonlyMap<string, (value: string) => boolean>;
  /** Tag to the class of the element that stands there. */
  readonly children: ReadonlyMap<string, string>;
}

/** The language that Twilio itself generates into its SDK: elements by class, from the response down. */
export function twimlLanguage(response: 'VoiceResponse' | 'MessagingResponse'): ReadonlyMap<string, Element> {
  const file = createRequire(__filename).resolve(`twilio/lib/twiml/${response}.d.ts`);
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const words = new Map<string, ReadonlySet<string>>();
  const attributes = new Map<string, Map<string, (value: string) => boolean>>();
  const classes = new Map<string, ts.ClassDeclaration>();
  const look = (node: ts.Node): void => {
    if (ts.isTypeAliasDeclaration(node)) words.set(node.name.text, literalsOf(node.type));
    if (ts.isInterfaceDeclaration(node)) {
      const merged = attributes.get(node.name.text) ?? new Map<string, (value: string) => boolean>();
      for (const member of node.members.filter(ts.isPropertySignature))
        if (member.type) merged.set(nameOf(member.name), check(member.type.getText(), words));
      attributes.set(node.name.text, merged);
    }
    if (ts.isClassDeclaration(node) && node.name) classes.set(node.name.text, node);
    ts.forEachChild(node, look);
  };
  look(source);
  const attributesOf = attributeInterfaces(classes);
  return new Map(
    [...classes].map(([name, declaration]) => [
      name,
      { attributes: attributes.get(attributesOf.get(name) ?? '') ?? new Map(), children: childrenOf(declaration) },
    ]),
  );
}

const nameOf = (name: ts.PropertyName): string =>
  ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText();
const lastName = (type: string): string => type.split('.').at(-1) ?? type;
const methodsOf = (declaration: ts.ClassDeclaration): ts.MethodDeclaration[] =>
  declaration.members.filter(ts.isMethodDeclaration);

function literalsOf(type: ts.TypeNode): ReadonlySet<string> {
  const parts = ts.isUnionTypeNode(type) ? [...type.types] : [type];
  return new Set(
    parts.flatMap((p) => (ts.isLiteralTypeNode(p) && ts.isStringLiteral(p.literal) ? [p.literal.text] : [])),
  );
}

/** A list is written with spaces in between. */
function check(type: string, words: ReadonlyMap<string, ReadonlySet<string>>): (value: string) => boolean {
  if (type === 'number') return (value) => /^\d+$/.test(value);
  if (type === 'boolean') return (value) => value === 'true' || value === 'false';
  if (type === 'string') return () => true;
  const isList = type.endsWith('[]');
  const word = lastName(type.replace('[]', ''));
  return (value) => (isList ? value.split(' ') : [value]).every((v) => words.get(word)?.has(v) ?? false);
}

/** Which interface an element's attributes are: known by the methods that make it. */
function attributeInterfaces(classes: ReadonlyMap<string, ts.ClassDeclaration>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const method of [...classes.values()].flatMap(methodsOf)) {
    const type = method.parameters.find((p) => p.name.getText() === 'attributes')?.type?.getText();
    if (type?.includes('Attributes') && method.type) found.set(lastName(method.type.getText()), lastName(type));
  }
  return found;
}

/** Elements are named after their methods: `Dial`, and `say-as` where it is speech markup. */
function childrenOf(declaration: ts.ClassDeclaration): ReadonlyMap<string, string> {
  return new Map(
    methodsOf(declaration).map((method) => {
      const name = method.name.getText();
      const made = lastName(method.type?.getText() ?? '');
      const isMarkup = made.startsWith('Ssml');
      const tag = isMarkup
        ? name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)
        : name.charAt(0).toUpperCase() + name.slice(1);
      return [tag, made];
    }),
  );
}
