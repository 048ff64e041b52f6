import ts from 'typescript';

/** Whether it makes no difference when the node is evaluated: names, members of names, literals of them. */
export function isInert(node: ts.Node): boolean {
  switch (node.kind) {
    case ts.SyntaxKind.Identifier:
    case ts.SyntaxKind.ThisKeyword:
    case ts.SyntaxKind.SuperKeyword:
    case ts.SyntaxKind.NullKeyword:
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
    case ts.SyntaxKind.RegularExpressionLiteral:
    case ts.SyntaxKind.ArrowFunction:
    case ts.SyntaxKind.FunctionExpression:
    case ts.SyntaxKind.OmittedExpression:
      return true;
    case ts.SyntaxKind.PropertyAccessExpression:
    case ts.SyntaxKind.NonNullExpression:
    case ts.SyntaxKind.ParenthesizedExpression:
    case ts.SyntaxKind.AsExpression:
    case ts.SyntaxKind.SatisfiesExpression:
      return isInert((node as ts.PropertyAccessExpression).expression);
    case ts.SyntaxKind.AwaitExpression:
      // An await before is of the group, or its effects were weighed against those of what starts earlier.
      return true;
    case ts.SyntaxKind.TemplateExpression:
      return (node as ts.TemplateExpression).templateSpans.every((span) => isInert(span.expression));
    case ts.SyntaxKind.PrefixUnaryExpression:
      return isInert((node as ts.PrefixUnaryExpression).operand) && !/^(?:\+\+|--)/.test(node.getText());
    case ts.SyntaxKind.ArrayLiteralExpression:
      return (node as ts.ArrayLiteralExpression).elements.every(isInert);
    case ts.SyntaxKind.ObjectLiteralExpression:
      return (node as ts.ObjectLiteralExpression).properties.every(isInert);
    case ts.SyntaxKind.PropertyAssignment:
      return ts.isIdentifier((node as ts.PropertyAssignment).name) && isInert((node as ts.PropertyAssignment).initializer);
    case ts.SyntaxKind.ShorthandPropertyAssignment:
      return true;
    case ts.SyntaxKind.VariableDeclaration: {
      const { initializer } = node as ts.VariableDeclaration;
      return initializer === undefined || isInert(initializer);
    }
    default:
      return ts.isLiteralExpression(node);
  }
}
