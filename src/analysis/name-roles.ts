/** What an identifier is where it stands: a name that is declared, a value that is read or written, or neither. */
import ts from 'typescript';
import type { BindingKind, UseFlow } from './scopes.ts';

/** Taken out once: on the package each is a getter. */
const { NodeFlags, SyntaxKind, isBindingElement, isCatchClause, isParameter } = ts;

/** `let`, `const`, `using`, `await using`, or none of them for `var`. */
export function blockScope(list: ts.Node): ts.NodeFlags {
  return list.flags & NodeFlags.BlockScoped;
}

/** The kind of name this identifier declares, where it does. Names of functions, classes, enums and namespaces are declared by their own visits. */
export function declaredKind(node: ts.Identifier, parent: ts.Node): BindingKind | undefined {
  switch (parent.kind) {
    case SyntaxKind.VariableDeclaration:
    case SyntaxKind.BindingElement: {
      if ((parent as ts.VariableDeclaration | ts.BindingElement).name !== node) return undefined;
      let owner: ts.Node = parent;
      while (isBindingElement(owner)) owner = owner.parent.parent;
      if (isParameter(owner)) return 'parameter';
      if (isCatchClause(owner.parent)) return 'catch';
      const flags = blockScope(owner.parent);
      return flags === NodeFlags.None ? 'var' : flags === NodeFlags.Let ? 'let' : 'const';
    }
    case SyntaxKind.Parameter:
      return (parent as ts.ParameterDeclaration).name === node ? 'parameter' : undefined;
    case SyntaxKind.ImportClause:
    case SyntaxKind.NamespaceImport:
      return 'import';
    case SyntaxKind.ImportSpecifier:
    case SyntaxKind.ImportEqualsDeclaration:
      return (parent as ts.ImportSpecifier | ts.ImportEqualsDeclaration).name === node ? 'import' : undefined;
    default:
      return undefined;
  }
}

/** Whether the identifier stands for a value by its name: not a member's name, a label, a key or a part of an import. */
export function isValueUse(node: ts.Identifier, parent: ts.Node): boolean {
  // The parser makes an empty name where it missed one.
  if (node.text === '') return false;
  switch (parent.kind) {
    case SyntaxKind.PropertyAccessExpression:
      return (parent as ts.PropertyAccessExpression).expression === node;
    case SyntaxKind.QualifiedName:
      return (parent as ts.QualifiedName).left === node;
    case SyntaxKind.PropertyAssignment:
    case SyntaxKind.PropertyDeclaration:
    case SyntaxKind.EnumMember:
    case SyntaxKind.JsxAttribute:
      return (parent as ts.PropertyAssignment | ts.PropertyDeclaration | ts.EnumMember | ts.JsxAttribute).initializer === node;
    case SyntaxKind.BindingElement:
      return (parent as ts.BindingElement).initializer === node;
    case SyntaxKind.MethodDeclaration:
    case SyntaxKind.GetAccessor:
    case SyntaxKind.SetAccessor:
    case SyntaxKind.MethodSignature:
    case SyntaxKind.PropertySignature:
    case SyntaxKind.LabeledStatement:
    case SyntaxKind.BreakStatement:
    case SyntaxKind.ContinueStatement:
    case SyntaxKind.ImportSpecifier:
    case SyntaxKind.NamespaceExport:
    case SyntaxKind.JsxNamespacedName:
    case SyntaxKind.ImportAttribute:
      return false;
    case SyntaxKind.ExportSpecifier: {
      const specifier = parent as ts.ExportSpecifier;
      return (specifier.propertyName ?? specifier.name) === node && specifier.parent.parent.moduleSpecifier === undefined && !specifier.isTypeOnly && !specifier.parent.parent.isTypeOnly;
    }
    case SyntaxKind.JsxOpeningElement:
    case SyntaxKind.JsxSelfClosingElement:
    case SyntaxKind.JsxClosingElement: {
      const code = node.text.charCodeAt(0);
      // Lower-case tags are the page's own elements.
      return !(code >= 97 && code <= 122);
    }
    default:
      return true;
  }
}

export function flowOf(node: ts.Node, parent: ts.Node): UseFlow {
  switch (parent.kind) {
    case SyntaxKind.BinaryExpression: {
      const { operatorToken, left } = parent as ts.BinaryExpression;
      if (left !== node) return 'read';
      if (operatorToken.kind === SyntaxKind.EqualsToken) return 'write';
      return operatorToken.kind >= SyntaxKind.FirstAssignment && operatorToken.kind <= SyntaxKind.LastAssignment ? 'update' : 'read';
    }
    case SyntaxKind.PrefixUnaryExpression:
    case SyntaxKind.PostfixUnaryExpression: {
      const { operator } = parent as ts.PrefixUnaryExpression | ts.PostfixUnaryExpression;
      return operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken ? 'update' : 'read';
    }
    case SyntaxKind.ForOfStatement:
    case SyntaxKind.ForInStatement:
      return (parent as ts.ForOfStatement).initializer === node ? 'write' : 'read';
    case SyntaxKind.ArrayLiteralExpression:
    case SyntaxKind.SpreadElement:
    case SyntaxKind.SpreadAssignment:
    case SyntaxKind.PropertyAssignment:
    case SyntaxKind.ShorthandPropertyAssignment:
    case SyntaxKind.ParenthesizedExpression:
    case SyntaxKind.NonNullExpression:
    case SyntaxKind.AsExpression:
      return isAssignmentTarget(node) ? 'write' : 'read';
    default:
      return 'read';
  }
}

/** Whether the node is (a part of) the left side of a destructuring assignment or a loop's target. */
export function isAssignmentTarget(node: ts.Node): boolean {
  let child = node;
  for (;;) {
    const parent: ts.Node = child.parent;
    switch (parent.kind) {
      case SyntaxKind.ArrayLiteralExpression:
      case SyntaxKind.ObjectLiteralExpression:
      case SyntaxKind.SpreadElement:
      case SyntaxKind.SpreadAssignment:
      case SyntaxKind.ParenthesizedExpression:
      case SyntaxKind.NonNullExpression:
      case SyntaxKind.AsExpression:
        child = parent;
        continue;
      case SyntaxKind.ShorthandPropertyAssignment:
        if ((parent as ts.ShorthandPropertyAssignment).name !== child) return false;
        child = parent;
        continue;
      case SyntaxKind.PropertyAssignment:
        if ((parent as ts.PropertyAssignment).initializer !== child) return false;
        child = parent;
        continue;
      case SyntaxKind.BinaryExpression: {
        const binary = parent as ts.BinaryExpression;
        return binary.left === child && binary.operatorToken.kind === SyntaxKind.EqualsToken;
      }
      case SyntaxKind.ForOfStatement:
      case SyntaxKind.ForInStatement:
        return (parent as ts.ForOfStatement).initializer === child;
      default:
        return false;
    }
  }
}
