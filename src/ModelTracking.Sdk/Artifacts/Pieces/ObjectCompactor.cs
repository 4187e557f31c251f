using System.Security.Cryptography;

namespace ModelTracking.Artifacts.Pieces;

/// <summary>
/// Keeps large objects that share much with others in pieces, each piece once: checkpoints of a net whose greater part is frozen, data that
/// grows. What shares too little stays a whole file, for it would only be cut up.
/// </summary>
internal sealed class ObjectCompactor(FileObjectStore objects)
{
    /// <summary>Smaller objects stay whole.</summary>
    public const long MinLength = 64 << 10;

    /// <summary>The part of an object's bytes that must be in others too.</summary>
    public const double MinShared = 0.3;

    public (int Objects, long Before, long After) Run(bool dryRun)
    {
        var inPieces = objects.Enumerate().Select(o => (o.Hash, Pieces: objects.PiecesOf(o.Hash))).Where(o => o.Pieces is not null).ToArray();
        var isPiece = inPieces.SelectMany(o => o.Pieces!).Select(p => p.Hash).ToHashSet(StringComparer.Ordinal);
        var candidates = objects.Enumerate().Where(o => o.Length >= MinLength && !isPiece.Contains(o.Hash) && objects.PiecesOf(o.Hash) is null)
            .Select(o => (Object: o, Pieces: PiecesIn(o))).Where(c => c.Pieces is not null).ToArray();
        var holders = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var piece in candidates.Select(c => c.Pieces!).Concat(inPieces.Select(o => o.Pieces!)).SelectMany(pieces => pieces.Select(p => p.Hash).Distinct()))
        {
            holders[piece] = holders.GetValueOrDefault(piece) + 1;
        }

        var (count, before, after) = (0, 0L, 0L);
        foreach (var (candidate, pieces) in candidates.Where(c => c.Pieces!.Where(p => holders[p.Hash] > 1).Sum(p => p.Length) >= c.Object.Length * MinShared))
        {
            count++;
            before += candidate.Length;
            after += pieces!.Where(p => isPiece.Add(p.Hash)).Sum(p => p.Length);
            if (!dryRun)
            {
                objects.KeepInPieces(candidate);
            }
        }

        return (count, before, after);
    }

    // Null where the object is damaged or went away meanwhile: others tell of that.
    private List<StoredObject>? PiecesIn(StoredObject whole)
    {
        try
        {
            var pieces = new List<StoredObject>();
            using var content = objects.OpenRead(whole.Hash);
            ContentCutter.Cut(content, whole.Length, piece => pieces.Add(new StoredObject(Convert.ToHexString(SHA256.HashData(piece.Span)).ToLowerInvariant(), piece.Length)));
            return pieces;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return null;
        }
    }
}
