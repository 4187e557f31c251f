namespace ModelTracking.Access;

/// <summary>A key that was just made, with its secret: the only moment at which it is to be had.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">What its owner sends.</param>
public sealed record NewAccessKey(AccessKey Key, string Secret)
{
    /// <summary>The key without its secret, so that it gets into no log.</summary>
    public override string ToString() => $"{Key.Name} (mtk_{Key.Id}_…)";
}
