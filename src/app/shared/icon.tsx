// A drawn sign in the colour of the text beside it. It is never the only name of anything.

type IconProps = {
  /** One of icons.ts. */
  path: string;
  size?: number;
  class?: string;
};

export function Icon({ path, size = 20, class: className }: IconProps) {
  return (
    <svg
      class={className}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}
