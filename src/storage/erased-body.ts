// How content that was erased is told from content: by the end of the body.

/** True for the body of an event whose content is gone. What members send never has this field at its end. */
export function isErasedBody(body: string): boolean {
  return body.endsWith('"erased":true}');
}
