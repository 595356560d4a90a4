// What a person can start: a way to sign in, a change of a connection, a task with it. One family, drawn by the wizard, step by step.
import type { Tick } from '../../../../shared/contract/connect';
import type { MessageParams } from '../../../../shared/errors';
import type { FieldDescription, FieldValues } from '../../../../shared/forms/fields';
import type { FlowContext, ProviderContext, WorkContext } from './context';

/** Loaded on first use. */
type Lazy<T> = () => Promise<T>;

/** Starts a sign-in in the browser and resolves with form values (credentials included) once the user is through. Text `action.<id>.label`. */
export interface SignInAction {
  readonly id: string;
  /** Fields without which the browser need not open, whatever the form says: a client's id, or its own secret. */
  readonly asks?: readonly string[];
  /** The form's guide is about what is entered before the browser opens, too. */
  readonly hasGuide?: boolean;
  /** Calls `opened` with the address as soon as it is known. */
  readonly run: Lazy<(ctx: FlowContext, values: FieldValues, opened: (url: string) => void) => Promise<FieldValues>>;
}

/** Texts `action.<id>.title` (menu, heading, button of a task), `.lead`, `.guide.N`; of its questions `field.<id>.label` and `.help`. */
interface AskingAction {
  readonly id: string;
  /** Absent: always. */
  readonly isOffered?: (settings: FieldValues) => boolean;
  /** Asked for once and never stored. Their ids differ from those of the manifest's fields. */
  readonly questions: readonly FieldDescription[];
  readonly guideSteps: number;
}

/** A guided change of an existing connection: other values are asked for, checked like a sign-in, then saved. */
export interface ChangeAction extends AskingAction {
  readonly kind: 'change';
  /** Values that the action stands for. */
  readonly presets: FieldValues;
  /** Fields of the manifest that are asked for, in this order. */
  readonly fields: readonly string[];
  /** With the connection as it was, once the new values are saved: what the old ones left behind. A failure undoes nothing. */
  readonly afterSave?: Lazy<(old: ProviderContext, answers: FieldValues) => Promise<void>>;
}

export interface TaskResult {
  /** What was done: keys of the provider's texts. */
  readonly lines: readonly { readonly key: string; readonly params: MessageParams }[];
  /** Shown this once, e.g. a PUK: a key for its name, and the value. The task itself keeps it sealed, if at all. */
  readonly once?: readonly { readonly label: string; readonly value: string }[];
}

/** Another connection, of a client that the task acts for. */
export interface KeptConnection {
  readonly providerId: string;
  /** As that provider's own check would call the account. */
  readonly identity: string;
  readonly title: string;
  /** Found by its tax id, else by its name, else made. */
  readonly company: { readonly name: string; readonly taxId: string };
  /** Values of that provider's form, credentials among them. */
  readonly values: FieldValues;
}

/** What a task may do beside its own connection. Secrets go from main to main: none of it passes a window. */
export interface TaskContext extends WorkContext {
  /** Sealed and committed before the promise resolves. An account that is connected already gets the new credentials; its check follows. */
  keepConnection(
    order: KeptConnection,
  ): Promise<{ readonly title: string; readonly company: string; readonly isNew: boolean }>;
  /** Asks the person at this computer once more, then lays the secret on the clipboard for a minute; false when they declined. */
  handOn(secret: string): Promise<boolean>;
}

/** Started again after a crash with the same answers, a task finds out how far it came before it does anything. */
export type RunTask = (ctx: TaskContext, answers: FieldValues, tick: (tick: Tick) => void) => Promise<TaskResult>;

/** Something done at the service through an existing connection; the connection stays as it is. */
export interface TaskAction extends AskingAction {
  readonly kind: 'task';
  /** Of long work, in their order: texts `action.<id>.step.<step>`. */
  readonly steps: readonly string[];
  /** Cannot be taken back: a question asks for a typed word, and the screens set it apart. */
  readonly isDestructive: boolean;
  readonly run: Lazy<RunTask>;
}

export type ConnectionAction = ChangeAction | TaskAction;
