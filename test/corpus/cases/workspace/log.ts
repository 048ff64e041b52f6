import inquirer from 'inquirer';

async function answerTo(message: string) {
  const { text } = await inquirer.prompt<{ text: string }>([{ name: 'text', message }]);
  return text;
}

async function getName(name: string | undefined) {
  return name ?? (await answerTo('Name?'));
}

async function getFolder(folder: string | undefined) {
  return folder ?? (await answerTo('Folder?'));
}

export async function init(options: { name?: string; folder?: string }) {
  const name = await getName(options.name);
  // expect pair effect — two questions, and the file is called a log
  const folder = await getFolder(options.folder);
  return { name, folder };
}
