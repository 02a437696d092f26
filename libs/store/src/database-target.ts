/** Where a database is; the password stands in a file of its own (0600), never in configuration. */
export interface DatabaseTarget {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly passwordFile: string;
}
