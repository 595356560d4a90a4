// One request on its way through the simulator, and the routes it can take.
import type { TokenType } from '../auth/jwt';
import type { Session } from '../auth/sessions';
import type { NamedFault } from '../faults';
import type { RateGroup } from './rateLimits';

export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** Values of the path's `{placeholders}`. */
  readonly params: Readonly<Record<string, string>>;
  readonly clientIp: string;
  readonly fault: NamedFault | null;
}

export interface AuthorizedCall extends Call {
  readonly session: Session;
  /** Which of the session's tokens came with the call. */
  readonly tokenType: TokenType;
}

interface RouteBase {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the base address, with `{placeholders}`. */
  readonly path: string;
}

export interface PublicRoute extends RouteBase {
  readonly access: 'public';
  readonly handle: (call: Call) => Promise<Response> | Response;
}

export interface ProtectedRoute extends RouteBase {
  readonly access: 'token';
  /** What opens the route. */
  readonly tokens: readonly TokenType[];
  readonly group: RateGroup | 'anonymous';
  readonly permissions?: readonly string[];
  readonly handle: (call: AuthorizedCall) => Promise<Response> | Response;
}

export type Route = PublicRoute | ProtectedRoute;

const compiled = new WeakMap<Route, RegExp>();

/** The placeholders' values when the path fits the route. */
export function matchPath(route: Route, path: string): Record<string, string> | null {
  let pattern = compiled.get(route);
  if (!pattern) {
    pattern = new RegExp(`^${route.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    compiled.set(route, pattern);
  }
  const match = pattern.exec(path);
  if (!match) return null;
  const groups = Object.entries(match.groups ?? {});
  try {
    return Object.fromEntries(groups.map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return null;
  }
}
