declare module '*.ttf?inline' {
  /** `data:font/ttf;base64,…` */
  const dataUrl: string;
  export default dataUrl;
}
