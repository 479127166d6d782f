// The spec of each kind, as people read it.
import { isJsonObject, type Json, type JsonObject, type Kind } from '@action-registry/schema';
import { Link } from '@tanstack/react-router';
import { Badge } from '../../components/badge.js';
import { MarkedText } from '../../components/marked-text.js';
import { actionMessages } from '../../lib/messages/action.js';

const words = actionMessages.overview;

/** The read view of a spec. Prompt and command texts are shown with hidden characters marked. */
export function KindView({ kind, spec }: { kind: Kind; spec: JsonObject }) {
  if (kind === 'prompt') return <PromptView spec={spec} />;
  if (kind === 'command') return <CommandView spec={spec} />;
  return kind === 'tool' ? <ToolView spec={spec} /> : <DeviceView spec={spec} />;
}

function Panel({ title, settings, children }: { title: string; settings?: JsonObject; children: React.ReactNode }) {
  return (
    <div className="panel">
      <header className="panel-head">
        <h2>{title}</h2>
      </header>
      {settings !== undefined && <Settings values={settings} />}
      {children}
    </div>
  );
}

function Settings({ values }: { values: JsonObject }) {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  if (known.length === 0) return null;
  return (
    <dl className="settings-line">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{words.fields[name] ?? name}</dt>
          <dd dir="auto">{name === 'device_model' ? <ModelLink model={String(value)} /> : toText(name, value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** To what the device model can do. */
function ModelLink({ model }: { model: string }) {
  return (
    <Link to="/catalogues/$model" params={{ model }} search={{}} className="mono">
      {model}
    </Link>
  );
}

function toText(name: string, value: Json): string {
  if (name === 'timeout_s' && typeof value === 'number') return words.seconds(value);
  if (Array.isArray(value)) return value.map(String).join(' ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function PromptView({ spec }: { spec: JsonObject }) {
  const { prompt, ...settings } = spec;
  return (
    <Panel title={words.prompt} settings={settings}>
      <MarkedText text={String(prompt ?? '')} hasVariables label={words.prompt} />
    </Panel>
  );
}

function CommandView({ spec }: { spec: JsonObject }) {
  const { cmd, ...settings } = spec;
  return (
    <Panel title={words.command} settings={settings}>
      <MarkedText text={String(cmd ?? '')} hasVariables label={words.command} />
    </Panel>
  );
}

function ToolView({ spec: { binding } }: { spec: JsonObject }) {
  return (
    <Panel title={words.binding} {...(isJsonObject(binding) && { settings: binding })}>
      {!isJsonObject(binding) && <p className="panel-body muted">{words.noBinding}</p>}
    </Panel>
  );
}

function DeviceView({ spec }: { spec: JsonObject }) {
  const { device_model, action_sets, default_action_set_id } = spec;
  const sets = Array.isArray(action_sets) ? action_sets.filter(isJsonObject) : [];
  return (
    <Panel title={words.device} settings={{ device_model: device_model ?? '' }}>
      <div className="panel-body device-sets">
        {sets.map((set) => (
          <div key={String(set.id)}>
            <h3>
              <span dir="auto">{String(set.label ?? set.id)}</span>{' '}
              {set.id === default_action_set_id && <Badge>{words.defaultSet}</Badge>}
            </h3>
            <ol className="steps">
              {(Array.isArray(set.actions) ? set.actions.filter(isJsonObject) : []).map((step, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a signed document never move
                <Step key={index} step={step} />
              ))}
            </ol>
          </div>
        ))}
      </div>
    </Panel>
  );
}

function Step({ step: { command, params, label } }: { step: JsonObject }) {
  const given = isJsonObject(params) ? Object.entries(params) : [];
  return (
    <li>
      <code>{String(command ?? '')}</code>
      {given.map(([name, value]) => (
        <span key={name} className="step-param">
          {name}=<code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>
        </span>
      ))}
      {typeof label === 'string' && (
        <span className="muted" dir="auto">
          {label}
        </span>
      )}
    </li>
  );
}
