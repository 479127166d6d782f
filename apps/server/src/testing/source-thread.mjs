// Lets a worker thread read sources: what a process is started with does not reach its threads. Only where the server itself runs
// from sources.
import { register } from 'tsx/esm/api';

register();
