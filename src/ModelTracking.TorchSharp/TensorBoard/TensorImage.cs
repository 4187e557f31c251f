using TorchSharp;

namespace ModelTracking.TensorBoard;

/// <summary>Turns tensors into PNG bytes. Leaves no tensor behind.</summary>
internal static class TensorImage
{
    private const int PicturesPerRow = 8;

    /// <exception cref="ArgumentException">The tensor is no picture of this format.</exception>
    public static byte[] Png(torch.Tensor tensor, string format)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var picture = Pixels(Grid(Arrange(tensor, format, "NHWC")), tensor.dtype);
        return PngWriter.Write((int)picture.size(1), (int)picture.size(0), (int)picture.size(2), picture.data<byte>().ToArray());
    }

    /// <exception cref="ArgumentException">The tensor is no video of shape (N, T, C, H, W).</exception>
    public static byte[] AnimatedPng(torch.Tensor tensor, int framesPerSecond)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var videos = Arrange(tensor, "NTCHW", "TNHWC");
        var frames = new List<byte[]>();
        var (width, height, channels) = (0, 0, 0);
        for (var t = 0L; t < videos.size(0); t++)
        {
            var frame = Pixels(Grid(videos.select(0, t)), tensor.dtype);
            (height, width, channels) = ((int)frame.size(0), (int)frame.size(1), (int)frame.size(2));
            frames.Add(frame.data<byte>().ToArray());
        }

        return PngWriter.WriteAnimation(width, height, channels, frames, Math.Max(1, framesPerSecond));
    }

    // Dimensions that are missing have size 1.
    private static torch.Tensor Arrange(torch.Tensor tensor, string format, string wanted)
    {
        format = format.ToUpperInvariant();
        if (tensor.dim() != format.Length || format.Any(c => !wanted.Contains(c, StringComparison.Ordinal)) || format.Distinct().Count() != format.Length)
        {
            throw new ArgumentException($"A tensor of shape ({string.Join(", ", tensor.shape)}) is no picture of the format '{format}'.");
        }

        var all = tensor.detach().cpu();
        foreach (var missing in wanted.Where(c => !format.Contains(c, StringComparison.Ordinal)))
        {
            all = all.unsqueeze(0);
            format = missing + format;
        }

        return all.permute([.. wanted.Select(c => (long)format.IndexOf(c, StringComparison.Ordinal))]);
    }

    // (N, H, W, C) to (H, W, C): rows of pictures, the last row filled with black.
    private static torch.Tensor Grid(torch.Tensor pictures)
    {
        var columns = Math.Min(PicturesPerRow, pictures.size(0));
        var rows = new List<torch.Tensor>();
        for (var first = 0L; first < pictures.size(0); first += columns)
        {
            var row = Enumerable.Range(0, (int)columns)
                .Select(i => first + i < pictures.size(0) ? pictures.select(0, first + i) : torch.zeros_like(pictures.select(0, 0)))
                .ToArray();
            rows.Add(torch.cat(row, 1));
        }

        return torch.cat(rows, 0);
    }

    private static torch.Tensor Pixels(torch.Tensor picture, torch.ScalarType type)
    {
        var scaled = type == torch.ScalarType.Byte ? picture : (picture.to_type(torch.ScalarType.Float32) * 255).round().clamp(0, 255).to_type(torch.ScalarType.Byte);
        return scaled.size(2) is 1 or 3 or 4
            ? scaled.contiguous()
            : throw new ArgumentException($"A picture has 1, 3 or 4 channels, and this one {scaled.size(2)}.");
    }
}
