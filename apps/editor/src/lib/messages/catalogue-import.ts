// Words of importing a version of a catalogue.
import { formatNumber } from '../format.js';

/** Words of the dialog that imports a catalogue. */
export const importMessages = {
  title: 'Import a catalogue',
  description: 'It is checked here first. A version that stands never changes.',
  choose: 'Choose a file…',
  text: 'Catalogue as JSON',
  textHint: 'Choose or drop a file, or paste its text. What is wrong is listed below.',
  drop: 'Drop the file here',
  tooLarge: (size: string) => `The file is larger than ${size}.`,
  problems: (count: number) => (count === 1 ? '1 problem' : `${formatNumber(count)} problems`),
  asking: 'Asking the registry what it would refuse…',
  preview: 'What would change',
  first: (model: string, count: number) =>
    `${model} is new: ${count === 1 ? '1 command' : `${formatNumber(count)} commands`}.`,
  against: (version: string) => `Against ${version}, which is in force`,
  same: 'It has the same commands as the version in force.',
  stands: (id: string) => `${id} stands already, with this very content. Nothing would change.`,
  taken: (version: string) => `${version} stands with other content, and versions never change.`,
  lower: (version: string, highest: string) => `${version} is not above ${highest}, which is in force.`,
  suggested: (version: string, bump: string) => `The next ${bump} version would be ${version}.`,
  bumps: { major: 'major', minor: 'minor', patch: 'patch' },
  bumpReasons: {
    major: 'Something that was accepted may be refused.',
    minor: 'There is more than before, and nothing less.',
    patch: 'Only words change.',
  },
  use: (version: string) => `Use ${version}`,
  wouldRefuse: (count: number) =>
    count === 1
      ? 'It would refuse 1 action as it stands'
      : `It would refuse ${formatNumber(count)} actions as they stand`,
  moreProblems: (count: number) => (count === 1 ? 'And 1 more problem.' : `And ${formatNumber(count)} more problems.`),
  refuseBody: 'They stay as they are, and running them is not stopped. The next save of each is checked.',
  refusesNone: 'No draft of yours and no published action would be refused.',
  global: 'For every workspace',
  globalHint: 'Without it, the device model belongs to your workspace.',
  globalFixed: 'It is everybody’s, so its next version is too.',
  mine: (workspace: string) => `It belongs to your workspace, ${workspace}.`,
  notAsked: 'The registry was not asked',
  do: 'Import',
  doVersion: (id: string) => `Import ${id}`,
  empty: 'Choose a file or paste a catalogue.',
  mend: 'Mend the problems first.',
  wait: 'It is being checked.',
  done: (id: string) => `${id} is imported`,
  doneBody: (index: number) => `It is entry ${formatNumber(index)} of the log.`,
  doneRefused: (count: number) =>
    count === 1
      ? 'It now refuses 1 action as it stands.'
      : `It now refuses ${formatNumber(count)} actions as they stand.`,
  stood: (id: string) => `${id} stood already`,
  unknownExtends: (model: string) => `Names “${model}”, which has no catalogue.`,
  notAnObject: 'A catalogue is a JSON object.',
  failed: 'It was not imported',
} as const;
