using System.Globalization;
using System.IO.Compression;
using TorchSharp;
using static TorchSharp.torch;

namespace Digits;

/// <summary>1,797 handwritten digits of 8x8 pixels; each fifth one is kept for testing.</summary>
internal sealed class DigitsData : IDisposable
{
    private DigitsData(List<(float[] Pixels, long Class)> train, List<(float[] Pixels, long Class)> test)
    {
        (TrainX, TrainY) = Tensors(train);
        (TestX, TestY) = Tensors(test);
    }

    /// <summary>Pixels in [0, 1], shape (n, 64).</summary>
    public Tensor TrainX { get; }

    /// <summary>Classes, shape (n).</summary>
    public Tensor TrainY { get; }

    public Tensor TestX { get; }

    public Tensor TestY { get; }

    public static DigitsData Load()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "data", "digits.csv.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var (train, test) = (new List<(float[], long)>(), new List<(float[], long)>());
        for (var row = 0; text.ReadLine() is { } line; row++)
        {
            var numbers = line.Split(',').Select(n => float.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            (row % 5 == 0 ? test : train).Add(([.. numbers[..64].Select(p => p / 16)], (long)numbers[64]));
        }

        return new DigitsData(train, test);
    }

    /// <summary>The training data in batches, shuffled anew by each seed.</summary>
    public IEnumerable<(Tensor X, Tensor Y)> Batches(int size, int seed)
    {
        var order = Enumerable.Range(0, (int)TrainX.size(0)).Select(i => (long)i).ToArray();
        new Random(seed).Shuffle(order);
        for (var from = 0; from + size <= order.Length; from += size)
        {
            using var index = tensor(order[from..(from + size)]);
            using var x = TrainX.index_select(0, index);
            using var y = TrainY.index_select(0, index);
            yield return (x, y);
        }
    }

    public void Dispose()
    {
        TrainX.Dispose();
        TrainY.Dispose();
        TestX.Dispose();
        TestY.Dispose();
    }

    private static (Tensor X, Tensor Y) Tensors(List<(float[] Pixels, long Class)> rows)
    {
        using var scope = NewDisposeScope();
        var x = tensor(rows.SelectMany(r => r.Pixels).ToArray()).reshape(rows.Count, 64);
        return (scope.Detach(x), scope.Detach(tensor(rows.Select(r => r.Class).ToArray())));
    }
}
