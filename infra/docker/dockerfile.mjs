/**
 * Reads the few instructions our Dockerfile uses (FROM, ENV, RUN, COPY, WORKDIR, USER, CMD, ARG). Throws for any other,
 * so that the check never skips one in silence.
 */
export function parseDockerfile(text) {
  const stages = [];
  const byName = new Map();
  for (const line of logicalLines(text)) {
    const [instruction = ''] = line.split(' ', 1);
    const rest = line.slice(instruction.length).trim();
    const stage = stages.at(-1);
    switch (instruction) {
      case 'ARG':
      case 'WORKDIR':
      case 'CMD':
      case 'USER':
        stage?.steps.push({ kind: instruction.toLowerCase(), value: rest });
        break;
      case 'FROM':
        stages.push(newStage(rest, byName));
        break;
      case 'ENV':
        for (const pair of rest.split(' ')) stage.env[pair.slice(0, pair.indexOf('='))] = pair.slice(pair.indexOf('=') + 1);
        break;
      case 'RUN':
        stage.steps.push({ kind: 'run', command: rest });
        break;
      case 'COPY':
        stage.steps.push(copyStep(rest));
        break;
      default:
        throw new Error(`The check does not know the instruction ${instruction}.`);
    }
  }
  return stages;
}

function newStage(rest, byName) {
  const [base = '', , name = ''] = rest.split(' ');
  const parent = byName.get(base);
  const stage = { name, base, env: { ...parent?.env }, user: userOf(parent), steps: [] };
  byName.set(name, stage);
  return stage;
}

/** The user a stage inherits: the last USER of its parent. */
function userOf(parent) {
  if (parent === undefined) return 'root';
  return parent.steps.findLast(({ kind }) => kind === 'user')?.value ?? parent.user;
}

function copyStep(rest) {
  const words = rest.split(' ');
  const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
  const paths = words.filter((word) => !word.startsWith('--'));
  return { kind: 'copy', from, sources: paths.slice(0, -1), target: paths.at(-1) };
}

function logicalLines(text) {
  return text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
