/** One stage of a Dockerfile; `user` is the one it inherits. */
export interface DockerStage {
  readonly name: string;
  readonly base: string;
  readonly user: string;
  readonly env: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly kind: string; readonly value?: string; readonly command?: string; readonly from?: string; readonly sources?: readonly string[]; readonly target?: string }[];
}

export declare function parseDockerfile(text: string): DockerStage[];
