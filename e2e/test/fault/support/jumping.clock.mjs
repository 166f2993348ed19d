/**
 * Loaded into a service in front of its own code (`NODE_OPTIONS=--import …`): the process's wall clock is right until SIGUSR2
 * lets it jump ten minutes ahead, the next one ten minutes behind, the third right again. The monotonic clock stays as it is.
 */
const offsets = [600_000, -600_000, 0];
let offset = 0;

const now = () => Reflect.apply(realNow, undefined, []) + offset;
const realNow = Date.now;

globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: (target) => new target(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});

process.on('SIGUSR2', () => {
  offset = offsets.shift() ?? 0;
  offsets.push(offset);
  process.stderr.write(`the wall clock is ${offset / 60_000} minutes off\n`);
});
