/** Line icons, as paths in a box of 24 units. */

export const SEND = "M12 19V5M6 11l6-6 6 6";
export const CLOSE = "M6 9l6 6 6-6";
export const MORE = "M12 5.5v.01M12 12v.01M12 18.5v.01";
export const BACK = "M15 5l-7 7 7 7";
export const DOWN = "M12 5v14M6 13l6 6 6-6";
export const DATA = "M4 5h16v14H4zM8 10h8M8 14h5";
export const SAVE = "M12 4v11M7 11l5 5 5-5M5 20h14";
export const BIN = "M5 7h14M10 4h4M7 7l1 13h8l1-13M10 11v5M14 11v5";
export const PERSON = "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20c.6-3.6 3.4-5 7-5s6.4 1.4 7 5";
export const AGAIN = "M5 12a7 7 0 1 0 2.2-5.1M5 4v4h4";
