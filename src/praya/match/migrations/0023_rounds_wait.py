from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("match", "0022_standing_index")]

    operations = [migrations.RemoveConstraint(model_name="round", name="planned_round_opens")]
