import { Component, type ReactNode } from 'react';
import type { AppError } from '../../shared/errors';
import { ProblemPage } from './ProblemPage';

interface Props {
  /** Another place on the screen: the boundary lets go of the failure. */
  readonly resetKey?: string;
  readonly children: ReactNode;
}
interface State {
  readonly problem: AppError | undefined;
}

/** A screen that fails to draw says so in four lines; the frame around it stays usable. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { problem: undefined };

  static getDerivedStateFromError(thrown: unknown): State {
    const details = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return { problem: { kind: 'bug', key: 'error.screen', params: {}, details, supportId: 'window' } };
  }

  override componentDidUpdate(before: Props): void {
    if (before.resetKey !== this.props.resetKey && this.state.problem) this.setState({ problem: undefined });
  }

  override render(): ReactNode {
    const { problem } = this.state;
    if (!problem) return this.props.children;
    return <ProblemPage problem={problem} onRetry={() => this.setState({ problem: undefined })} />;
  }
}
