export const foldGsm7 = (t: string): string => t.normalize('NFD').replace(/\p{M}+/gu, '').replace(/[^\x0a\x20-\x7e]/g, '');
export const segments = (t: string): { encoding: 'gsm7' | 'ucs2'; units: number; segments: number } => ({ encoding: 'gsm7', units: t.length, segments: t.length <= 160 ? 1 : Math.ceil(t.length / 153) });
