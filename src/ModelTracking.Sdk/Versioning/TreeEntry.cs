namespace ModelTracking.Versioning;

/// <summary>An element at its place.</summary>
/// <param name="Part">The part of the commit.</param>
/// <param name="Key">Its key there, for example <c>train.lr</c> or <c>classifier/model.zip</c>.</param>
/// <param name="Element">The element.</param>
public sealed record TreeEntry(TreePart Part, string Key, TreeElement Element);
