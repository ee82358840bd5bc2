// Tells two members of one name apart. Nothing is drawn where nobody shares it.

export function Tag({ text }: { text: string | undefined }) {
  return text === undefined ? null : <span class="tag"> ({text})</span>;
}
