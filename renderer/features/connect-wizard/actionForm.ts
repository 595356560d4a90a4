// An action on a connection looks like its provider with a form, steps and a guide of its own.
import type { ActionView, ProviderView } from '../../../shared/contract/providers';

export function providerForAction(provider: ProviderView, action: ActionView): ProviderView {
  // What decides whether these are shown is settled by the action itself.
  const asked = action.fields.flatMap((id) => provider.fields.find((field) => field.id === id) ?? []);
  const fields = asked.map((field) => {
    const shown = { ...field };
    delete shown.showWhen;
    return shown;
  });
  return {
    ...provider,
    signIn: [],
    fields: [...fields, ...action.questions],
    guideSteps: action.guideSteps,
    verifySteps: action.kind === 'task' ? action.steps : provider.verifySteps,
  };
}
