import type { Field, ProblemDocument, Step } from '@client/index'

/** A refused or failed request. `status` 0: no answer came. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly next: string,
    readonly rid: string,
    readonly fields: Field[],
    /** Where a second factor is still to be shown: how. */
    readonly step: Step | null = null,
  ) {
    super(detail || code)
  }

  /** The field's fault, where the server found one. */
  at(pointer: string): Field | undefined {
    return this.fields.find((field) => field.pointer === pointer)
  }
}

export function isProblem(fault: unknown): fault is Problem {
  return fault instanceof Problem
}

/** No answer: the network or the server is down. */
export function unreachable(): Problem {
  return new Problem(0, 'unreachable', '', '', '', [])
}

/** From an answer's body, which may be anything when something stands between the server and us. */
export function problemOf(status: number, body: unknown): Problem {
  const document = (typeof body === 'object' && body !== null ? body : {}) as Partial<ProblemDocument>
  return new Problem(
    status,
    document.code ?? `status_${status}`,
    document.detail ?? '',
    document.next ?? '',
    document.rid ?? '',
    document.fields ?? [],
    document.step ?? null,
  )
}
