namespace ModelTracking.Versioning;

/// <summary>A version does not fulfil the rule of an alias.</summary>
public sealed class PromotionRefusedException : Exception
{
    /// <summary>Makes the exception without a reason.</summary>
    public PromotionRefusedException()
        : this("The rule is not fulfilled.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    public PromotionRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and a cause.</summary>
    public PromotionRefusedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the exception with what is missing.</summary>
    public PromotionRefusedException(string message, IReadOnlyList<string> unmet)
        : base(message) => Unmet = unmet;

    /// <summary>What is not fulfilled, in words.</summary>
    public IReadOnlyList<string> Unmet { get; } = [];
}
