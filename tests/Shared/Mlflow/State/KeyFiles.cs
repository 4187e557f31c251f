using System.Text;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.State;

/// <summary>
/// A file store keeps each key as a file, so none can be a folder too. It answers what the operating system says, as an error of its
/// own, and has kept what stood before that key in a batch.
/// </summary>
internal static class KeyFiles
{
    /// <param name="store">Only file stores do so.</param>
    /// <param name="run">The run.</param>
    /// <param name="kind"><c>metrics</c>, <c>params</c> or <c>tags</c>.</param>
    /// <param name="there">Keys that are there.</param>
    /// <param name="key">The key to come.</param>
    public static void Check(StoreKind store, StubRun run, string kind, IEnumerable<string> there, string key)
    {
        if (store != StoreKind.File)
        {
            return;
        }

        var place = $"'/mlruns/{run.ExperimentId}/{run.Id}/{kind}/{key}'";
        if (key.Split('/').Any(part => Encoding.UTF8.GetByteCount(part) > 255))
        {
            throw new ApiException(ErrorCode.InternalError, $"[Errno 36] File name too long: {place}");
        }

        foreach (var other in there)
        {
            var isFolder = other.StartsWith(key + "/", StringComparison.Ordinal);
            if (isFolder || key.StartsWith(other + "/", StringComparison.Ordinal))
            {
                throw new ApiException(ErrorCode.InternalError, $"{(isFolder ? "[Errno 21] Is a directory" : "[Errno 20] Not a directory")}: {place}");
            }
        }
    }
}
