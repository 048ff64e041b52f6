/**
 * The Universal Scalability Law: throughput at load N is γ·N ÷ (1 + α·(N − 1) + β·N·(N − 1)), with contention α, coherency cost β and
 * γ what one alone does. Gunther, Guerrilla Capacity Planning, 2007. With β = 0 and γ = 1 it is Amdahl's law, α being the serial fraction.
 */
export interface UslCoefficients {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

export interface UslPoint {
  readonly load: number;
  readonly throughput: number;
}

export function usl({ alpha, beta, gamma }: UslCoefficients, load: number): number {
  return (gamma * load) / (1 + alpha * (load - 1) + beta * load * (load - 1));
}

/** The load beyond which throughput falls, √((1 − α) ÷ β); Infinity where β is 0. */
export function uslPeak({ alpha, beta }: UslCoefficients): number {
  return beta > 0 ? Math.sqrt(Math.max(0, 1 - alpha) / beta) : Infinity;
}

/**
 * The coefficients that fit measured points best, by least squares of the throughputs (Levenberg–Marquardt); none is below 0.
 * @throws {RangeError} with fewer than three different loads
 */
export function fitUsl(points: readonly UslPoint[]): UslCoefficients {
  if (new Set(points.map(({ load }) => load)).size < 3) throw new RangeError('fitting the scalability law needs at least three different loads');
  let best = firstGuess(points);
  let error = squares(points, best);
  let damping = 1e-3;
  for (let round = 0; round < 500 && damping < 1e12; round++) {
    const next = improved(points, best, damping);
    const nextError = squares(points, next);
    if (nextError < error) {
      const settled = error - nextError <= 1e-15 * error;
      best = next;
      error = nextError;
      damping = Math.max(1e-12, damping / 10);
      if (settled) break;
    } else {
      damping *= 10;
    }
  }
  return best;
}

/** Contention and coherency of a moderate kind, and γ such that the least load fits. */
function firstGuess(points: readonly UslPoint[]): UslCoefficients {
  const alpha = 0.05;
  const beta = 0.0005;
  const least = points.reduce((one, other) => (other.load < one.load ? other : one));
  return { alpha, beta, gamma: least.throughput / usl({ alpha, beta, gamma: 1 }, least.load) };
}

function squares(points: readonly UslPoint[], coefficients: UslCoefficients): number {
  let sum = 0;
  for (const { load, throughput } of points) sum += (throughput - usl(coefficients, load)) ** 2;
  return sum;
}

/** One damped Gauss–Newton step: (JᵀJ + λ·diag(JᵀJ))·δ = Jᵀr. */
function improved(points: readonly UslPoint[], { alpha, beta, gamma }: UslCoefficients, damping: number): UslCoefficients {
  const normal = [[0, 0, 0], [0, 0, 0], [0, 0, 0]];
  const right = [0, 0, 0];
  for (const { load, throughput } of points) {
    const below = 1 + alpha * (load - 1) + beta * load * (load - 1);
    const gradient = [(-gamma * load * (load - 1)) / below ** 2, (-gamma * load * load * (load - 1)) / below ** 2, load / below];
    const rest = throughput - (gamma * load) / below;
    for (let row = 0; row < 3; row++) {
      right[row]! += gradient[row]! * rest;
      for (let column = 0; column < 3; column++) normal[row]![column]! += gradient[row]! * gradient[column]!;
    }
  }
  for (let row = 0; row < 3; row++) normal[row]![row]! *= 1 + damping;
  const [a, b, g] = solve(normal, right);
  return { alpha: Math.max(0, alpha + a), beta: Math.max(0, beta + b), gamma: Math.max(0, gamma + g) };
}

/** Three equations by Gaussian elimination with pivoting. */
function solve(matrix: number[][], right: number[]): [number, number, number] {
  for (let column = 0; column < 3; column++) {
    let pivot = column;
    for (let row = column + 1; row < 3; row++) if (Math.abs(matrix[row]![column]!) > Math.abs(matrix[pivot]![column]!)) pivot = row;
    [matrix[column], matrix[pivot]] = [matrix[pivot]!, matrix[column]!];
    [right[column], right[pivot]] = [right[pivot]!, right[column]!];
    for (let row = column + 1; row < 3; row++) {
      const factor = matrix[row]![column]! / matrix[column]![column]!;
      for (let other = column; other < 3; other++) matrix[row]![other]! -= factor * matrix[column]![other]!;
      right[row]! -= factor * right[column]!;
    }
  }
  const g = right[2]! / matrix[2]![2]!;
  const b = (right[1]! - matrix[1]![2]! * g) / matrix[1]![1]!;
  return [(right[0]! - matrix[0]![1]! * b - matrix[0]![2]! * g) / matrix[0]![0]!, b, g];
}
