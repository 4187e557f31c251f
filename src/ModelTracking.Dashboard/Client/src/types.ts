// What the server answers; the counterparts stand in Json/ of the package.
export type Cell = null | number | string | boolean | { t: number } | { d: number } | string[];
export interface About { version: string; store: string; canWrite: boolean; user?: string; owner?: string; tidiesUp: boolean; hasVersions: boolean; canAdminister: boolean; managesKeys: boolean; canLogOut: boolean; keepsViews: boolean; zipFiles: number; zipBytes: number }
export interface SavedView { id: string; name: string; address: string; owner: string; isPrivate: boolean; version: number; created: number; changed: number; changedBy: string; isOwn: boolean }
export interface ReportHead { id: string; name: string; owner: string; isPrivate: boolean; experiment: string; version: number; created: number; changed: number; changedBy: string; isOwn: boolean }
export interface Report extends ReportHead { content: string; isOld?: boolean }
export interface ReportVersion { version: number; name: string; changed: number; changedBy: string }
export interface Key { id: string; name: string; grants: string[]; created: number; createdBy: string; expires?: number; revoked?: number; lastUsed?: number; isValid: boolean }
export interface NewKey { key: Key; secret: string }
export interface AuditEntry { time: number; by: string; action: string; target: string; details?: string; from?: string; problem?: string }
export interface AuditPage { entries: AuditEntry[]; total: number; isCut: boolean; problems: string[] }
export interface Comment { id: string; by: string; time: number; text: string; mentions: string[]; with: string[]; version?: number }
export interface Fields { fields: string[]; total: number }
export interface Experiment { name: string; runs: number; running: number; lastStart: number }
export interface Experiments { experiments: Experiment[]; runs: number }
export interface MetricName { key: string; context: string; goal: 'None' | 'Minimize' | 'Maximize'; unit?: string; runs: number }
export interface MetricNames { metrics: MetricName[]; total: number; runs: number }
export interface ComparedValue { text: string; number?: Num; delta?: Num; relative?: Num; isBetter?: boolean }
export interface ComparisonRow { name: string; goal: 'None' | 'Minimize' | 'Maximize'; differs: boolean; values: (ComparedValue | null)[] }
export interface CodeDifference { run: string; path: string; lines: string[]; total: number }
export interface Comparison { runs: string[]; baseline: number; sections: { part: string; rows: ComparisonRow[]; total: number }[]; code: CodeDifference[]; notes: string[] }
export interface ParamWeight { param: string; importance: Num; error: Num; correlation?: number; values: number }
export interface Importance { runs: number; leftOut: number; explained: Num; params: ParamWeight[]; warnings: string[] }
export interface Contrast { difference: Num; low: Num; high: Num; effectSize: Num; pValue: Num; rankPValue: Num; isShown: boolean; conclusion: string }
export interface SampleGroup { name: string; runs: number; count: number; mean: Num; median: Num; deviation: Num; low: Num; high: Num; min: Num; max: Num; points: { run: string; number: Num }[]; contrast?: Contrast }
export interface Significance { value: string; goal: 'None' | 'Minimize' | 'Maximize'; baseline?: string; confidence: number; groups: SampleGroup[]; total: number; warnings: string[] }
export interface GraphNode { id: string; kind: 'input' | 'step' | 'output'; type: string; name: string; details: string[] }
export interface Graph { format: string; nodes: GraphNode[]; edges: { from: string; to: string; label: string }[]; total: number; facts: Fact[] }
export interface Rows { total: number; from: number; revision: string; columns: string[]; rows: Cell[][]; constant?: string[] }
export interface Sparkline { run: string; metric: string; points: number; first: Num; last: Num; min: Num; max: Num; low: (Num | null)[]; high: (Num | null)[]; end: (Num | null)[] }
export interface Stat { n: number; mean: number; std?: number; min: number; max: number }
export interface Group { value: Cell; runs: number; ids: string[]; cells: (Cell | Stat)[] }
export interface Groups { total: number; runs: number; columns: string[]; groups: Group[] }
export type Num = number | 'NaN' | 'Infinity' | '-Infinity';
export interface Param { key: string; kind: 'Null' | 'Text' | 'Integer' | 'Real' | 'Boolean'; value: string; history?: string[] }
export interface Metric {
  key: string; context: string; field: string; count: number; nans: number; first: Num; last: Num; lastStep?: number;
  min: Num; minStep?: number; max: Num; maxStep?: number; mean: Num; goal: 'None' | 'Minimize' | 'Maximize'; unit?: string;
}
export interface Artifact { path: string; hash: string; length: number; mediaType: string; time: number; step?: number; kind?: string; caption?: string }
export interface RunEvent { name: string; message: string; severity: 'Information' | 'Warning' | 'Error'; time: number; step?: number }
export interface Fact { name: string; value: string }
export interface Env { facts: Fact[]; variables: Fact[]; packages?: string; notes: string[] }
export interface Code { commit?: string; subject?: string; branch?: string; remote?: string; isDirty: boolean; changedFiles: number; untrackedFiles: number; patch?: string; leftOut: string[]; notes: string[] }
export interface Column { name: string; type: string; shape?: string }
export interface Dataset { name: string; digest: string; source?: string; context?: string; rows?: number; bytes?: number; columns: Column[] }
export interface LoggedModel { name: string; flavor: string; path: string; step?: number; inputExample?: string; inputs: Column[]; outputs: Column[]; metadata: Record<string, string> }
export interface Resources { seconds: number; cpuSeconds: number; peakMemory: number; allocated: number; collections: number; pauseSeconds: number; peakGpuMemory?: number }
export type Status = 'Running' | 'Finished' | 'Failed' | 'Killed' | 'Crashed';
export interface Run {
  id: string; name: string; experiment: string; status: Status; description?: string; parentId?: string; forkedFrom?: string; forkStep?: number;
  start: number; end?: number; lastActivity: number; error?: string; errorDetails?: string;
  params: Param[]; tags: Record<string, string>; metrics: Metric[]; artifacts: Artifact[]; events: RunEvent[]; environments: Env[]; code: Code[];
  datasets: Dataset[]; models: LoggedModel[]; resources: Resources[]; consoleLines: number; comments: Comment[]; cursor: string;
}
export interface Nested { runs: Run[]; total: number }
export interface Line { time: number; source: string; text: string }
export interface Lines { lines: Line[]; cursor: string; hasMore: boolean }
export interface Table { columns: string[]; rows: string[][]; from: number; hasMore: boolean }
export interface Approval { by: string; time: number; isApproved: boolean; comment?: string }
export interface ModelVersion {
  number: number; stage: string; by: string; time: number; description?: string; commit: string; run?: string; message?: string; aliases: string[];
  tags: Record<string, string>; approvals: Approval[]; metrics?: Fact[]; files?: Fact[];
}
export interface ModelEvent { number: number; time: number; by: string; kind: string; text: string; version?: number }
export interface Model { name: string; description?: string; tags: Record<string, string>; versions: ModelVersion[]; aliases: { name: string; version: number; rule?: string }[]; history?: ModelEvent[]; comments: Comment[] }
export interface Change { part: string; key: string; kind: 'Added' | 'Removed' | 'Changed'; before?: string; after?: string; delta?: Num; isBetter?: boolean; details: string[] }
export interface Diff { changes: Change[]; total: number }
export interface Repository { name: string; branches: number; head?: string; time?: number }
export interface Commit { id: string; parents: string[]; author: string; time: number; message: string; run?: string }
export interface History { name: string; branches: { name: string; commit: string }[]; tags: { name: string; commit: string }[]; commits: Commit[]; hasMore: boolean }
export interface DatasetHead { name: string; digest: string; otherNames: string[]; contexts: string[]; experiments: string[]; runs: number; last: number; versions: number; rows?: number; bytes?: number; columns?: number; source?: string }
export interface Datasets { datasets: DatasetHead[]; total: number }
export interface DatasetPage {
  head: DatasetHead; columns: Column[]; runs: { id: string; name: string; experiment: string; status: string; start: number; contexts: string[] }[];
  versions: { model: string; number: number; stage: string; aliases: string[]; run?: string; time: number }[]; sameName: DatasetHead[];
}
export interface LineageNode { id: string; kind: 'data' | 'run' | 'runs' | 'version' | 'alias' | 'stage'; name: string; note?: string; digest?: string; run?: string; model?: string; version?: number }
export interface LineageEdge { from: string; to: string; label?: string }
export interface Lineage { nodes: LineageNode[]; edges: LineageEdge[]; leftOut: number }
export interface Counted { name: string; count: number }
export interface Alert { run: string; runName: string; experiment: string; status: string; kind: string; severity: 'Warning' | 'Error'; message: string; time: number; step?: number }
export interface Alerts { alerts: Alert[]; total: number; kinds: Counted[]; experiments: Counted[]; notLookedAt: number }
export interface Target { name: string; complete: number; waiting: number; running: number; records: number; artifacts: number; refused: number; lastSent?: number; waitingSince?: number; lastError?: string }
export interface StoreState { version: string; runs: number; statuses: Counted[]; experiments: { name: string; runs: number; running: number; failed: number; lastActivity: number }[]; experimentCount: number; models: number; repositories: number; folder?: string; deleted?: number; targets?: Target[] }
