// The package ships no types; only its encoder is used, without the renderers that need a canvas.
declare module 'qrcode/lib/core/qrcode' {
  interface Matrix {
    readonly size: number;
    get(row: number, column: number): number | boolean;
  }
  export function create(
    text: string,
    options: { errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' },
  ): { readonly modules: Matrix };
}
