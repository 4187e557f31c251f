import { signal } from '@preact/signals';

// Eight colours that people with any colour vision tell apart (after Okabe and Ito), each with enough contrast on its
// ground; after eight runs the lines are dashed.
const light = ['#0b62c4', '#c44a00', '#00795c', '#a2367f', '#8a6500', '#0b7285', '#5f4bb6', '#59636e'];
const dark = ['#6cb0ff', '#ff9a5c', '#3fd0a4', '#f08ccb', '#f0c24b', '#56cfe1', '#b3a4ff', '#a9b4c0'];
const dashes = [[], [7, 4], [2, 3], [9, 3, 2, 3]];

const media = matchMedia('(prefers-color-scheme: dark)');
export const isDark = signal(media.matches);
media.addEventListener('change', () => (isDark.value = media.matches));

export const color = (i: number): string => (isDark.value ? dark : light)[i % light.length]!;
export const dashOf = (i: number): number[] => dashes[i % dashes.length]!;
export const dash = (i: number): number[] => dashOf(Math.floor(i / light.length));

// From the least to the greatest, each step lighter or darker than the one before, so that it is told without colours too.
const scale = { light: ['#0d0887', '#7e03a8', '#cc4778', '#d8690f'], dark: ['#6f7dff', '#b46bff', '#ff7fa6', '#ffd36b'] };

/** The colour of a place between 0 and 1. */
export function sequential(t: number): string {
  const stops = isDark.value ? scale.dark : scale.light;
  const at = Math.max(0, Math.min(1, t)) * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(at));
  const part = (stop: string, from: number): number => parseInt(stop.slice(from, from + 2), 16);
  return `rgb(${[1, 3, 5].map((c) => Math.round(part(stops[i]!, c) + (part(stops[i + 1]!, c) - part(stops[i]!, c)) * (at - i))).join(', ')})`;
}

/** The value of one of the style sheet's colours, for what is drawn on a canvas. */
export const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
