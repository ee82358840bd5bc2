// Numbers in a query, for a schema to check.

/** As JSON would write it: no sign, no exponent, no leading zero. */
const WHOLE_NUMBER = /^(?:0|[1-9][0-9]{0,15})$/;

/** `values` are all that the query has of one name. What is not one number stays as it is, for the schema to refuse. */
export function numberIn(values: readonly string[]): unknown {
  const [value, second] = values;
  return value !== undefined && second === undefined && WHOLE_NUMBER.test(value) ? Number(value) : values;
}
