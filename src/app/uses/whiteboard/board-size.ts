// The board is as wide and as high as this, whatever the screen: everybody's points mean the same.

export const WIDE = 1000;
export const HIGH = 700;
