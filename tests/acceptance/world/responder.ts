export interface Responder {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
}
