// The words of the preview beside a draft.
import { formatNumber } from '../format.js';

/** Words of the preview. */
export const previewMessages = {
  title: 'Preview',
  sample: 'Sample inputs',
  sampleNew: 'New sample…',
  sampleName: 'Name of the sample',
  sampleSave: 'Keep as a sample',
  sampleDefault: 'Example values',
  sampleDelete: 'Delete this sample',
  rendered: 'Rendered prompt',
  copy: 'Copy the rendered prompt',
  missing: (name: string) => (name === '' ? 'The braces are empty.' : `No value for ${name}`),
  missingCount: (count: number) => `${formatNumber(count)} ${count === 1 ? 'variable has' : 'variables have'} no value`,
  noInputs: 'The prompt has no inputs.',
  values: 'Values',
  shell: 'Shell',
  cwd: 'Folder',
  timeout: 'Time limit',
  command: 'Text given to the shell',
  never: 'Shown only. Nothing is run here.',
  environment: 'Inputs, as environment variables',
  form: 'Form that callers see',
  formNone: 'The tool takes no inputs.',
  asJson: 'This input has a shape that is filled in as JSON.',
  device: 'Steps',
  stepsOf: (label: string) => `Sequence ${label}`,
  defaultSet: 'default',
  unavailable: 'The preview appears when the text can be read.',
} as const;
