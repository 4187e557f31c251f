namespace Mlflow.Stub.Wire;

/// <summary>The fields that a request knows; others are ignored.</summary>
internal sealed class Shape(params Field[] fields)
{
    public static readonly Shape Pair = new(Text("key"), Text("value"));

    public IReadOnlyList<Field> Fields { get; } = fields;

    public Field? Find(string name)
    {
        foreach (var field in Fields)
        {
            if (field.Name == name)
            {
                return field;
            }
        }

        return null;
    }

    public static Field Text(string name, bool required = false, bool check = true) => new(name, FieldKind.Text, required, Checked: check);

    public static Field Texts(string name) => new(name, FieldKind.Text, Many: true, Checked: false);

    public static Field Integer(string name, bool required = false, long largest = long.MaxValue) => new(name, FieldKind.Integer, required, Largest: largest);

    public static Field Number(string name, bool required = false) => new(name, FieldKind.Number, required);

    public static Field Flag(string name) => new(name, FieldKind.Flag, Checked: false);

    public static Field Choice(string name, params string[] choices) => new(name, FieldKind.Choice, Checked: false, Choices: choices);

    public static Field Groups(string name, Shape of) => new(name, FieldKind.Group, Many: true, Checked: false, Of: of);

    public static Field Group(string name, Shape of) => new(name, FieldKind.Group, Checked: false, Of: of);

    public static Field Pairs(string name) => Groups(name, Pair);
}
