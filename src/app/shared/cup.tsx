// The cup: what Hubbub draws where nothing has been said.

export function Cup() {
  return (
    <svg class="cup" width="92" height="104" viewBox="17 4 84 98" fill="none" aria-hidden="true">
      <path class="cup-fill" d="M28 52h52v20a18 18 0 0 1-18 18H46a18 18 0 0 1-18-18Z" />
      <g stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">
        <path d="M28 52h52v20a18 18 0 0 1-18 18H46a18 18 0 0 1-18-18V52Z" />
        <path d="M80 58h6a9 9 0 0 1 0 18h-6.5" />
        <path d="M20 100h68" />
      </g>
      <g class="cup-steam" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">
        <path d="M42 40c-4-5 4-8 0-14" />
        <path d="M66 8h22a8 8 0 0 1 8 8v8a8 8 0 0 1-8 8H74l-8 7v-7a8 8 0 0 1-8-8v-8a8 8 0 0 1 8-8Z" />
        <path d="M69 20h.1m8 0h.1m7.8 0h.1" />
      </g>
    </svg>
  );
}
