// The drawn signs, 24 by 24: each the path of one stroke. Only those that a page uses travel with it.

export const alert = "M12 8v5m0 3.5v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z";
export const bell = "M6 16V11a6 6 0 0 1 12 0v5l2 2H4l2-2Zm4 5h4";
export const bin = "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5m4-5v5";
export const check = "m5 12.5 4.5 4.5L19 7.5";
export const clock = "M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z";
export const close = "m6 6 12 12M18 6 6 18";
export const code = "M4 4h6v6H4V4Zm10 0h6v6h-6V4ZM4 14h6v6H4v-6Zm10 0h2v2m4-2v2h-2m-4 2v2h2m4-2v2h-2";
export const copy =
  "M9 9V6a2 2 0 0 1 2-2h7a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-3M6 9h7a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2Z";
export const down = "M12 5v14m-6-6 6 6 6-6";
export const history = "M4 5v5h5M4.500 10a8 8 0 1 1-.5 4M12 8v4.500l3 2";
export const invite =
  "M10 13.5a4 4 0 0 0 5.7.3l3-3a4 4 0 0 0-5.6-5.7L12 6.2m2 4.3a4 4 0 0 0-5.7-.3l-3 3a4 4 0 0 0 5.6 5.7l1.1-1.1";
export const letters = "m3 18 5-12 5 12M4.7 14h6.6M19.500 11.500v6.500m0-3.200a3 3.300 0 1 1-6 0 3 3.300 0 0 1 6 0Z";
export const menu = "M4 7h16M4 12h16M4 17h10";
export const more = "M5 12h1m5.5 0h1m5.5 0h1";
export const moon = "M20 14.2A8.2 8.2 0 1 1 9.8 4a6.6 6.6 0 0 0 10.2 10.2Z";
export const open = "M14 4h6v6m0-6-9 9M10 5H6a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-4";
export const pencil = "m14.5 6 3.5 3.5M4 20l.9-4.2L16 4.7a1.7 1.7 0 0 1 2.4 0l.9.9a1.7 1.7 0 0 1 0 2.4L8.2 19.1 4 20Z";
export const people =
  "M9.5 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6.3m2 3.6a6.5 6.5 0 0 1 3 5.6";
export const pin = "M9 4h6l-1 6 3 3v2H7v-2l3-3-1-6ZM12 15v6";
export const plus = "M12 5v14M5 12h14";
export const search = "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm5 11.5L20 20";
export const quote = "M5 8h6v4c0 2.500-1.500 4-4 5m6-9h6v4c0 2.500-1.500 4-4 5";
export const reply = "M9 7 4 12l5 5M4 12h9a7 7 0 0 1 7 7";
export const text = "M5 6h14M5 10h14M5 14h14M5 18h8";
export const unread = "M4 6h10M4 12h16M4 18h16M19 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z";
export const thread = "M4 5h16v11H11l-4 4v-4H4V5Zm4 4h8m-8 3h5";
export const send = "M12 19V5m-6 6 6-6 6 6";
export const settings = "M4 7h9m4 0h3M4 17h3m4 0h9M15 4.5v5m-6 5v5";
export const share = "M12 15V4M8 7.5 12 4l4 3.5M6 11H5v9h14v-9h-1";
export const shuffle =
  "M4 17h2.5c4.5 0 6-10 10.5-10H20m-3-3 3 3-3 3M4 7h2.5c1.6 0 2.800 1.3 3.7 3m3.6 4c.9 1.7 2 3 3.2 3H20m-3-3 3 3-3 3";
export const smile = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM8.5 14.5c1.8 2.300 5.200 2.300 7 0M9 9.5v.1M15 9.5v.1";
export const sun =
  "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2m0 15v2m9.5-9.5h-2m-15 0h-2m16.2-6.7-1.4 1.4M6.7 17.3l-1.4 1.4m13.4 0-1.4-1.4M6.7 6.7 5.3 5.3";
