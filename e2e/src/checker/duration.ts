const form = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/;

/** Milliseconds of a duration of a pack, for example `PT15S`. Throws for any other text. */
export const milliseconds = (text: string): number => {
  const match = form.exec(text);
  if (!match) throw new TypeError(`duration ${text}`);
  const [days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0));
  const sum = (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  return (match[1] ? -1 : 1) * Math.round(sum * 1000);
};
