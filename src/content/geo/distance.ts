interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** Great-circle distance in kilometres (haversine, mean earth radius 6371.0088 km). */
export const kilometres = (a: Position, b: Position): number => {
  const rad = Math.PI / 180;
  const half = (x: number): number => Math.sin(x / 2) ** 2;
  const h =
    half((b.latitude - a.latitude) * rad) +
    Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * half((b.longitude - a.longitude) * rad);
  return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(h)));
};
